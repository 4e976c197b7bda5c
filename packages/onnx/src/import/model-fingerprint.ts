import type { LossSpec } from "@lockstep/core";
import { digestWords } from "@lockstep/core/engine";
import type { FileAttribute } from "../model-file/file-attribute.ts";
import type { FileData, FileTensor } from "../model-file/file-tensor.ts";
import type { OnnxNetworkPlan } from "./onnx-network.ts";

/**
 * A text that two files share if they compute alike and train the same tensors. Those are in it by shape alone, whatever
 * they hold; all others that the nodes read, by their elements too: frozen weights, axes, shapes.
 */
export function modelFingerprint(
  { file, nodes, input, output, filled, trainable, copies, statistics, unbiased }: Omit<OnnxNetworkPlan, "inputShape">,
  rowShape: readonly number[],
  loss: LossSpec,
): string {
  const calls = nodes.map(({ operator, inputs, outputs, attributes }) => [
    operator,
    inputs,
    outputs,
    [...attributes].map(([name, attribute]) => [name, described(attribute)]),
  ]);
  const moving = new Set([...trainable, ...copies.keys(), ...statistics]);
  const read = new Set(nodes.flatMap(({ inputs }) => inputs));
  const stored = [...file.initializers.values(), ...file.constants.values()]
    .filter(({ name }) => read.has(name))
    .map((tensor) => [tensor.name, tensor.dims, moving.has(tensor.name) ? null : digestOf(tensor)]);
  const { operatorSet } = file;
  const trained = [trainable, [...copies]];
  return JSON.stringify({ operatorSet, input, rowShape, filled, output, calls, stored, trained, unbiased, loss });
}

/** Numbers, texts and tensors; graphs within a node are refused elsewhere. */
function described({ type, value }: FileAttribute): unknown {
  switch (type) {
    case "int":
    case "float":
      // JSON has no infinities.
      return String(value);
    case "floats":
      return value.map(String);
    case "ints":
    case "string":
    case "strings":
      return value;
    case "tensor":
      return [value.dims, digestOf(value)];
    default:
      return null;
  }
}

function digestOf(tensor: FileTensor): string {
  return tensor.elementType === "string" ? "string" : `${tensor.elementType} ${digestWords(wordsOf(tensor.read()))}`;
}

function wordsOf(data: FileData): Float32Array | Int32Array | Uint32Array | Float64Array {
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) {
    return new Int32Array(data.buffer, data.byteOffset, 2 * data.length);
  }
  const isWords = data instanceof Float32Array || data instanceof Float64Array || data instanceof Uint32Array;
  return isWords ? data : Int32Array.from(data);
}
