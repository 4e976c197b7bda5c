import { DataError } from "@lockstep/core";
import { decodeModel } from "./decode-model.ts";
import type { ExternalData } from "./external-data.ts";
import { externalTensors } from "./external-tensors.ts";
import type { ModelFile } from "./model-file.ts";
import { operatorSetOf } from "./operator-set-of.ts";
import { readGraph } from "./read-graph.ts";

/** Options of {@link readModel}. */
export interface ReadModelOptions {
  /** The files beside the model, where it keeps its tensors' data in some. @default none */
  readonly externalData?: ExternalData;
}

/**
 * Reads an `.onnx` file: operator set 13 to 22, operators of ONNX itself, dense tensors.
 *
 * The file is checked whole before anything is made of it, and its tensors stay where they are until they are read: what it
 * takes in memory is bounded by the bytes that were given. A location of external data that leads out of the model's folder
 * is refused before it is looked up.
 *
 * @param bytes must not change as long as the file is used.
 * @throws {DataError} where the file is damaged or its graph cannot run (`INVALID_DATA`), or a file beside it was not given
 * (`MISSING_DATA`). The message names the node or tensor.
 * @throws {UnsupportedOptionError} for valid models that use what cannot be read here: other operator sets and domains,
 * functions, sparse initializers, inputs that are no tensors.
 * @throws {InvalidOptionError} if `bytes` is no Uint8Array.
 * @example
 * const graph = new GraphBuilder("negative");
 * const x = graph.input("x", "float32", ["rows", 2]);
 * const file = readModel(encodeGraph(graph.build([graph.apply("Neg", [x], {}, "y")])));
 * file.operatorSet; // 20
 * file.inputs; // [{ name: "x", elementType: "float32", dims: ["rows", 2] }]
 * file.nodes.map(({ operator }) => operator); // ["Neg"]
 */
export function readModel(bytes: Uint8Array, options: ReadModelOptions = {}): ModelFile {
  const message = decodeModel(bytes);
  const { graph } = message;
  if (graph === undefined) {
    throw new DataError({
      subject: "the model",
      rule: "must hold a graph",
      remedy: "It is empty, damaged or no .onnx file: fetch or export it again.",
    });
  }
  const operatorSet = operatorSetOf(message);
  const external = externalTensors(message, options.externalData);
  const producer = `${message.producerName} ${message.producerVersion}`.trim();
  return { message, external, producer, operatorSet, ...readGraph(graph, message, external) };
}
