import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { valueNames, type ValueNames } from "../graph/value-names.ts";
import { emitSgd, type SgdInputNames } from "../optimizer/emit-sgd.ts";
import type { SgdStructure } from "../optimizer/sgd-structure.ts";
import { emitGradients, type GradientInputNames } from "./emit-gradients.ts";
import type { TrainableModel } from "./trainable-model.ts";

/** What an optimiser step is fed, by the names of its graph's inputs. */
export interface TrainingStepInputNames extends GradientInputNames, SgdInputNames {}

/** What an optimiser step gives, by the names of its graph's outputs. */
export interface TrainingStepOutputNames {
  /** f32 scalar: Σ weight · loss of the row, under the parameters before the step. */
  readonly lossSum: string;
  /** The parameters after the step. */
  readonly parameters: ValueNames;
  /** The velocity after the step; empty without momentum. */
  readonly velocity: ValueNames;
  /** The running statistics that the step moves, after it. */
  readonly buffers: ValueNames;
}

/** An optimiser step in a graph. */
interface EmittedTrainingStep {
  readonly inputs: TrainingStepInputNames;
  readonly outputs: TrainingStepOutputNames;
  /** The values of all outputs, the loss sum first. */
  readonly results: readonly GraphValue[];
}

/** Emits forward pass, loss, backward pass and SGD update. */
export function emitTrainingStep(
  graph: GraphBuilder,
  model: TrainableModel,
  structure: SgdStructure,
): EmittedTrainingStep {
  const { emitted, inputs, lossSum, gradients } = emitGradients(graph, model);
  const sgd = emitSgd(graph, structure, emitted.parameters, gradients, emitted.unitAxes);
  return {
    inputs: { ...inputs, ...sgd.inputs },
    outputs: {
      lossSum: lossSum.name,
      parameters: valueNames(sgd.parameters),
      velocity: valueNames(sgd.velocity),
      buffers: valueNames(emitted.nextBuffers),
    },
    results: [lossSum, ...sgd.parameters.values(), ...sgd.velocity.values(), ...emitted.nextBuffers.values()],
  };
}
