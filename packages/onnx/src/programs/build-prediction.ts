import { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphTarget } from "../graph/graph-target.ts";
import { encodeGraph } from "../encoding/encode-graph.ts";
import { modelInputNames, type ModelInputNames } from "./model-input-names.ts";
import type { TrainableModel } from "./trainable-model.ts";

/** A model's forward pass. */
export interface PredictionGraph {
  readonly bytes: Uint8Array;
  readonly inputs: ModelInputNames;
  readonly outputs: {
    /** f32, [rows, ...outputShape] */
    readonly output: string;
  };
}

/**
 * Builds the forward pass of a model.
 *
 * @param options.draws whether dropout and noise stay on, with what they draw as inputs (Monte-Carlo dropout). @default false
 * @param options.target whose kernels will compute. @default "wasm"
 * @throws {UnsupportedOptionError} for a layer or a loss that graphs do not have.
 * @example
 * const resolved = resolveEngineModel("mine", model, { loss: softmaxCrossEntropy(), seed: 42 });
 * buildPrediction(trainableSpec(resolved), { draws: true }).inputs.draws.length; // 1
 */
export function buildPrediction(
  { network }: Pick<TrainableModel, "network">,
  options: { readonly draws?: boolean; readonly target?: GraphTarget } = {},
): PredictionGraph {
  const graph = new GraphBuilder("prediction", options.target);
  const emitted = network.emit(graph, { training: false, draws: options.draws ?? false });
  return {
    bytes: encodeGraph(graph.build([emitted.output])),
    inputs: modelInputNames(emitted),
    outputs: { output: emitted.output.name },
  };
}
