import { ShapeMismatchError, shapesEqual, type NamedTensors } from "@lockstep/core";
import { encodeGraph } from "../encoding/encode-graph.ts";
import { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue, Initializer } from "../graph/graph.ts";
import type { Network } from "../network/network.ts";

/** The weights of a network that is exported. */
export interface ExportedState {
  readonly parameters: NamedTensors;
  /** Running statistics. @default none */
  readonly buffers?: NamedTensors;
}

/**
 * The bytes of an `.onnx` file for inference: one input `inputs`, one output `output`, dropout off, and the weights as
 * initializers under the names of their parameters.
 *
 * @throws {ShapeMismatchError} if a weight is missing or has another shape.
 * @throws {UnsupportedOptionError} for a layer that graphs do not have.
 * @example
 * const resolved = resolveEngineModel("mine", model, { loss: softmaxCrossEntropy(), seed: 42 });
 * const { network } = trainableSpec(resolved);
 * const session = await ort.InferenceSession.create(exportNetwork(network, { parameters: resolved.weights }));
 * session.inputNames; // ["inputs"]
 */
export function exportNetwork(network: Network, { parameters, buffers = {} }: ExportedState): Uint8Array {
  const graph = new GraphBuilder("inference");
  const emitted = network.emit(graph, { training: false, draws: false });
  const output = graph.apply("Identity", [emitted.output], {}, "output");
  const built = graph.build([output]);
  const stored = new Map([
    ...initializersOf(emitted.parameters, parameters),
    ...initializersOf(emitted.buffers, buffers),
  ]);
  return encodeGraph({
    ...built,
    inputs: built.inputs.filter((input) => !stored.has(input)),
    initializers: [...stored.values(), ...built.initializers],
  });
}

/** Weights by the graph inputs that they take the place of. */
function initializersOf(
  values: ReadonlyMap<string, GraphValue>,
  tensors: NamedTensors,
): readonly (readonly [GraphValue, Initializer])[] {
  return [...values].map(([name, value]) => {
    const given = tensors[name];
    if (given === undefined || !shapesEqual(given.shape, value.shape as readonly number[])) {
      throw new ShapeMismatchError({
        subject: `the weight ${name}`,
        rule: `must have shape [${value.shape.join(", ")}]`,
        received: given?.shape,
      });
    }
    return [value, { value, data: given.data }];
  });
}
