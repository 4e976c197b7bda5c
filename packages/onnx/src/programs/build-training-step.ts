import { encodeGraph } from "../encoding/encode-graph.ts";
import { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphTarget } from "../graph/graph-target.ts";
import { valueNames, type ValueNames } from "../graph/value-names.ts";
import { emitSgd, type SgdInputNames } from "../optimizer/emit-sgd.ts";
import type { SgdStructure } from "../optimizer/sgd-structure.ts";
import { emitGradients, type GradientInputNames } from "./emit-gradients.ts";
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
    /** The running statistics that the step moves, after it. */
    readonly buffers: ValueNames;
  };
}

/** What a {@link TrainingStepGraph} is fed, by the names of its inputs. */
export interface TrainingStepInputNames extends GradientInputNames, SgdInputNames {}

/**
 * Builds one optimiser step of a model: parameters (velocity, running statistics) go in as inputs and come out changed, so
 * that the caller feeds the last outputs back.
 *
 * @param structure which parts the SGD update has; `sgdStructure(step)` tells.
 * @param options.target whose kernels will compute. @default "wasm"
 * @throws {UnsupportedOptionError} or {ShapeMismatchError} for a model that was put together by hand and does not fit.
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
  const { emitted, inputs, lossSum, gradients } = emitGradients(graph, model);
  const sgd = emitSgd(graph, structure, emitted.parameters, gradients, emitted.unitAxes);
  const next = [...sgd.parameters.values(), ...sgd.velocity.values(), ...emitted.nextBuffers.values()];
  return {
    bytes: encodeGraph(graph.build([lossSum, ...next])),
    inputs: { ...inputs, ...sgd.inputs },
    outputs: {
      lossSum: lossSum.name,
      parameters: valueNames(sgd.parameters),
      velocity: valueNames(sgd.velocity),
      buffers: valueNames(emitted.nextBuffers),
    },
  };
}
