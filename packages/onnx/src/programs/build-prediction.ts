import { GraphBuilder } from "../graph/graph-builder.ts";
import { encodeGraph } from "../encoding/encode-graph.ts";
import { emitModel } from "../layers/emit-model.ts";
import type { GraphTarget } from "../layers/graph-target.ts";
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
 * @param options.dropout whether dropout stays on, with masks as inputs (Monte-Carlo dropout). @default false
 * @param options.target whose kernels will compute. @default "wasm"
 * @throws {UnsupportedOptionError} for a layer or a loss that graphs do not have.
 * @example
 * const resolved = resolveEngineModel("mine", model, { loss: softmaxCrossEntropy(), seed: 42 });
 * buildPrediction(resolved, { dropout: true }).inputs.dropouts.length; // 1
 */
export function buildPrediction(
  model: Pick<TrainableModel, "layers" | "inputShape">,
  options: { readonly dropout?: boolean; readonly target?: GraphTarget } = {},
): PredictionGraph {
  const graph = new GraphBuilder("prediction");
  const emitted = emitModel(graph, model, options.dropout ?? false, options.target ?? "wasm");
  return {
    bytes: encodeGraph(graph.build([emitted.output])),
    inputs: modelInputNames(emitted),
    outputs: { output: emitted.output.name },
  };
}
