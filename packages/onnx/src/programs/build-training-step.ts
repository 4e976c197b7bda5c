import { encodeGraph } from "../encoding/encode-graph.ts";
import { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphTarget } from "../graph/graph-target.ts";
import type { SgdStructure } from "../optimizer/sgd-structure.ts";
import { emitTrainingStep, type TrainingStepInputNames, type TrainingStepOutputNames } from "./emit-training-step.ts";
import type { TrainableModel } from "./trainable-model.ts";

/** One optimiser step as a graph: forward, loss, backward and SGD update. */
export interface TrainingStepGraph {
  readonly bytes: Uint8Array;
  readonly inputs: TrainingStepInputNames;
  readonly outputs: TrainingStepOutputNames;
}

/**
 * Builds one optimiser step of a model: parameters (velocity, running statistics) go in as inputs and come out changed, so
 * that the caller feeds the last outputs back.
 *
 * @param structure which parts the SGD update has; `sgdStructure(step)` tells.
 * @param options.target whose kernels will compute. @default "wasm"
 * @throws {UnsupportedOptionError}, {ShapeMismatchError} or {InvalidOptionError} for a model that was put together by hand
 *   and does not fit.
 * @example
 * const resolved = resolveEngineModel("mine", model, { loss: softmaxCrossEntropy(), seed: 42 });
 * const structure = { momentum: false, nesterov: false, weightDecay: false };
 * const step = buildTrainingStep(trainableSpec(resolved), structure);
 * const session = await ort.InferenceSession.create(step.bytes);
 * session.outputNames[0] === step.outputs.lossSum; // true
 */
export function buildTrainingStep(
  model: TrainableModel,
  structure: SgdStructure,
  options: { readonly target?: GraphTarget } = {},
): TrainingStepGraph {
  const graph = new GraphBuilder("training-step", options.target);
  const { inputs, outputs, results } = emitTrainingStep(graph, model, structure);
  return { bytes: encodeGraph(graph.build(results)), inputs, outputs };
}
