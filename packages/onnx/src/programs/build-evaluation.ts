import { isClassification } from "@lockstep/core/engine";
import { encodeGraph } from "../encoding/encode-graph.ts";
import { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphTarget } from "../graph/graph-target.ts";
import { emitCorrectCount } from "../losses/emit-correct-count.ts";
import { emitRowLoss } from "../losses/emit-row-loss.ts";
import { emitWeightedSum } from "../losses/emit-weighted-sum.ts";
import { modelInputNames, type ModelInputNames } from "./model-input-names.ts";
import { rowWeights } from "./row-weights.ts";
import type { TrainableModel } from "./trainable-model.ts";

/** A model's loss and accuracy on one batch, dropout off. */
export interface EvaluationGraph {
  readonly bytes: Uint8Array;
  readonly inputs: ModelInputNames & {
    /** int32 class indices, [rows], or f32 values, [rows, ...outputShape], as the loss asks. */
    readonly targets: string;
    /** f32, [rows] */
    readonly weights: string;
  };
  readonly outputs: {
    /** f32 scalar: Σ weight · loss of the row. */
    readonly lossSum: string;
    /** f32 scalar, classifiers only: the weight of the rows whose first largest output is their class. */
    readonly correctCount?: string;
  };
}

/**
 * Builds the evaluation of a batch: sums, so that batches of any size add up.
 *
 * @param options.target whose kernels will compute. @default "wasm"
 * @throws {UnsupportedOptionError} for a layer or a loss that graphs do not have.
 * @example
 * const resolved = resolveEngineModel("mine", model, { loss: softmaxCrossEntropy(), seed: 42 });
 * const { outputs } = buildEvaluation(trainableSpec(resolved));
 * outputs; // { lossSum: "lossSum", correctCount: "correctCount" }
 */
export function buildEvaluation(
  model: TrainableModel,
  options: { readonly target?: GraphTarget } = {},
): EvaluationGraph {
  const graph = new GraphBuilder("evaluation", options.target);
  const emitted = model.network.emit(graph, { training: false, draws: false });
  const weights = rowWeights(graph, emitted);
  const { targets, rowLoss } = emitRowLoss(graph, model.loss, emitted.output, weights);
  const lossSum = emitWeightedSum(graph, rowLoss, weights, "lossSum");
  const counts = isClassification(model.loss) ? [emitCorrectCount(graph, emitted.output, targets, weights)] : [];
  return {
    bytes: encodeGraph(graph.build([lossSum, ...counts])),
    inputs: { ...modelInputNames(emitted), targets: targets.name, weights: weights.name },
    outputs: { lossSum: lossSum.name, ...(counts[0] === undefined ? {} : { correctCount: counts[0].name }) },
  };
}
