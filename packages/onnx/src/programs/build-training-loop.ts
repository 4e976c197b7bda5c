import { encodeGraph } from "../encoding/encode-graph.ts";
import { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphTarget } from "../graph/graph-target.ts";
import type { SgdStructure } from "../optimizer/sgd-structure.ts";
import { emitTrainingStep, type TrainingStepInputNames, type TrainingStepOutputNames } from "./emit-training-step.ts";
import { loopOver } from "./loop-over.ts";
import type { TrainableModel } from "./trainable-model.ts";

/** Several optimiser steps, one after another, as one graph. */
export interface TrainingLoopGraph {
  readonly bytes: Uint8Array;
  /** As of one step, but with one more axis in front, [steps, …], for all but weights, velocities and running statistics. */
  readonly inputs: TrainingStepInputNames;
  /** As of one step, after the last one; the loss sums are [steps]. */
  readonly outputs: TrainingStepOutputNames;
}

/**
 * Builds several optimiser steps on batches of one length as an ONNX `Loop` whose state are the weights: they cross the
 * border of the runtime once, and not at every step. The numbers are those of single steps.
 *
 * @param structure which parts the SGD update has, at every step.
 * @param steps how many there are.
 * @param options.target whose kernels will compute. @default "wasm"
 * @throws {UnsupportedOptionError}, {ShapeMismatchError} or {InvalidOptionError} for a model that was put together by hand
 *   and does not fit.
 * @example
 * const resolved = resolveEngineModel("mine", model, { loss: softmaxCrossEntropy(), seed: 42 });
 * const structure = { momentum: false, nesterov: false, weightDecay: false };
 * const { outputs } = buildTrainingLoop(trainableSpec(resolved), structure, 8);
 * outputs.lossSum; // "lossSum", of shape [8]
 */
export function buildTrainingLoop(
  model: TrainableModel,
  structure: SgdStructure,
  steps: number,
  options: { readonly target?: GraphTarget } = {},
): TrainingLoopGraph {
  const graph = new GraphBuilder("training-loop", options.target);
  const { inputs, outputs, results } = emitTrainingStep(graph, model, structure);
  const carried = new Map([
    ...nextByInput(inputs.parameters, outputs.parameters),
    ...nextByInput(inputs.momentum?.velocity ?? {}, outputs.velocity),
    ...nextByInput(inputs.buffers, outputs.buffers),
  ]);
  // A running statistic that no step moves is the same for all of them.
  const fixed = new Set(Object.values(inputs.buffers).filter((name) => !carried.has(name)));
  return { bytes: encodeGraph(loopOver(graph.build(results), steps, carried, fixed)), inputs, outputs };
}

/** The output that each input becomes. */
function nextByInput(
  inputs: TrainingStepInputNames["parameters"],
  outputs: TrainingStepOutputNames["parameters"],
): readonly (readonly [string, string])[] {
  return Object.entries(outputs).map(([name, next]) => [inputs[name]!, next]);
}
