import { encodeGraph } from "../encoding/encode-graph.ts";
import { differentiate } from "../gradients/differentiate.ts";
import { GraphBuilder } from "../graph/graph-builder.ts";
import { valueNames, type ValueNames } from "../graph/value-names.ts";
import { emitModel } from "../layers/emit-model.ts";
import type { GraphTarget } from "../layers/graph-target.ts";
import { emitRowLoss } from "../losses/emit-row-loss.ts";
import { emitWeightedSum } from "../losses/emit-weighted-sum.ts";
import { emitSgd, type SgdInputNames } from "../optimizer/emit-sgd.ts";
import type { SgdStructure } from "../optimizer/sgd-structure.ts";
import { modelInputNames, type ModelInputNames } from "./model-input-names.ts";
import type { TrainableModel } from "./trainable-model.ts";

/** One optimiser step as a graph: forward, loss, backward and SGD update. */
export interface TrainingStepGraph {
  readonly bytes: Uint8Array;
  readonly inputs: TrainingStepInputNames;
  readonly outputs: {
    /** f32 scalar: Σ weight · loss of the row, under the parameters before the step. */
    readonly lossSum: string;
    /** The parameters after the step. */
    readonly parameters: ValueNames;
    /** The velocity after the step; empty without momentum. */
    readonly velocity: ValueNames;
  };
}

/** What a {@link TrainingStepGraph} is fed, by the names of its inputs. */
export interface TrainingStepInputNames extends ModelInputNames, SgdInputNames {
  /** int32 class indices, [rows], or f32 values, [rows, ...outputShape], as the loss asks. */
  readonly targets: string;
  /** f32, [rows]: ones for a batch without weights. */
  readonly weights: string;
  /** f32 scalar: the sum of the weights. Row i's gradient is multiplied by f32(weight_i / totalWeight). */
  readonly totalWeight: string;
}

/**
 * Builds one optimiser step of a model: parameters (and velocity) go in as inputs and come out changed, so that the
 * caller feeds the last outputs back.
 *
 * @param structure which parts the SGD update has; `sgdStructure(step)` tells.
 * @param options.target whose kernels will compute. @default "wasm"
 * @throws {UnsupportedOptionError} or {ShapeMismatchError} for a model that was put together by hand and does not fit.
 * @example
 * const resolved = resolveEngineModel("mine", model, { loss: softmaxCrossEntropy(), seed: 42 });
 * const step = buildTrainingStep(resolved, { momentum: false, nesterov: false, weightDecay: false });
 * const session = await ort.InferenceSession.create(step.bytes);
 * session.outputNames[0] === step.outputs.lossSum; // true
 */
export function buildTrainingStep(
  model: TrainableModel,
  structure: SgdStructure,
  options: { readonly target?: GraphTarget } = {},
): TrainingStepGraph {
  const graph = new GraphBuilder("training-step");
  const emitted = emitModel(graph, model, true, options.target ?? "wasm");
  const weights = graph.input("weights", "float32", ["rows"]);
  const totalWeight = graph.input("totalWeight", "float32", []);
  const { targets, rowLoss } = emitRowLoss(graph, model.loss, emitted.output, weights);
  const lossSum = emitWeightedSum(graph, rowLoss, weights, "lossSum");
  const rowFactors = graph.apply("Div", [weights, totalWeight]);
  const gradients = differentiate(graph, rowLoss, rowFactors, [...emitted.parameters.values()]);
  const sgd = emitSgd(graph, structure, emitted.parameters, gradients);
  return {
    bytes: encodeGraph(graph.build([lossSum, ...sgd.parameters.values(), ...sgd.velocity.values()])),
    inputs: {
      ...modelInputNames(emitted),
      ...sgd.inputs,
      targets: targets.name,
      weights: weights.name,
      totalWeight: totalWeight.name,
    },
    outputs: {
      lossSum: lossSum.name,
      parameters: valueNames(sgd.parameters),
      velocity: valueNames(sgd.velocity),
    },
  };
}
