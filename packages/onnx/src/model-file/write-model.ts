import { toBinary } from "@bufbuild/protobuf";
import { InvalidOptionError, ShapeMismatchError, UnsupportedOptionError } from "@lockstep/core";
import { ModelProtoSchema, type TensorProto } from "../proto/onnx_pb.ts";
import { inferenceGraph } from "./inference-graph.ts";
import { messageOf } from "./message-of.ts";
import type { ModelFile } from "./model-file.ts";
import { patchMessage } from "./patch-message.ts";
import { requireLength, requireWritable } from "./require-writable.ts";
import { storeTensors } from "./store-tensors.ts";

/** What {@link writeModel} writes in place of what the file holds. */
export interface ModelChanges {
  /** New elements of float32 initializers, by name; as many as the file has. @default none */
  readonly tensors?: ReadonlyMap<string, Float32Array>;
  /**
   * Whether dropout and batch normalisation are written as they act outside training, and without the file's own training
   * graph: its velocities are not those of the new weights, and what it reads of the graph may be gone. @default false
   */
  readonly inference?: boolean;
  /** Whether tensors without new elements stay in the files beside the model. @default false */
  readonly keepExternalData?: boolean;
}

/**
 * The bytes of a file with other weights, otherwise as it was read, with fields that this version of the format does not know.
 *
 * @throws {InvalidOptionError} for a name that is no initializer of the file.
 * @throws {ShapeMismatchError} where the number of elements is another.
 * @throws {UnsupportedOptionError} for elements of another type than float32, and for more than 2 GB, which the format
 * cannot hold.
 * @example
 * const graph = new GraphBuilder("scaled");
 * const x = graph.input("x", "float32", ["rows", 2]);
 * const w = graph.constant(Float32Array.of(1, 2), [2]);
 * const file = readModel(encodeGraph(graph.build([graph.apply("Mul", [x, w], {}, "y")])));
 * const bytes = writeModel(file, { tensors: new Map([["constant", Float32Array.of(3, 4)]]) });
 * readModel(bytes).initializers.get("constant")?.read(); // Float32Array [3, 4]
 */
export function writeModel(file: ModelFile, changes: ModelChanges = {}): Uint8Array {
  const data = new Map<object, Uint8Array>(changes.keepExternalData === true ? [] : file.external);
  for (const [tensor, elements] of changedTensors(file, changes.tensors ?? new Map())) data.set(tensor, elements);
  let message = storeTensors(messageOf(file), data);
  if (changes.inference === true) {
    message = patchMessage(message, { graph: inferenceGraph(message.graph!), trainingInfo: [] });
  }
  requireWritable(message);
  const bytes = toBinary(ModelProtoSchema, message);
  requireLength(bytes.length);
  return bytes;
}

function changedTensors(
  file: ModelFile,
  tensors: ReadonlyMap<string, Float32Array>,
): ReadonlyMap<TensorProto, Uint8Array> {
  const protos = new Map(messageOf(file).graph!.initializer.map((tensor) => [tensor.name, tensor]));
  const changed = new Map<TensorProto, Uint8Array>();
  for (const [name, elements] of tensors) {
    const subject = `tensors "${name}"`;
    const tensor = file.initializers.get(name);
    if (tensor === undefined) {
      throw new InvalidOptionError({
        subject,
        rule: "must have the name of an initializer of the model",
        received: name,
        remedy: "file.initializers lists them.",
      });
    }
    if (tensor.elementType !== "float32") {
      throw new UnsupportedOptionError({ subject, rule: "must be float32 in the model", received: tensor.elementType });
    }
    if (!(elements instanceof Float32Array)) {
      throw new InvalidOptionError({ subject, rule: "must be a Float32Array", received: elements });
    }
    const expected = tensor.dims.reduce((product, length) => product * length, 1);
    if (elements.length !== expected) {
      throw new ShapeMismatchError({
        subject,
        rule: `must have ${expected} elements for dims [${tensor.dims.join(", ")}]`,
        received: elements.length,
      });
    }
    changed.set(protos.get(name)!, new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength));
  }
  return changed;
}
