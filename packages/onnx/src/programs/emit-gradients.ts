import { differentiate } from "../gradients/differentiate.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { emitRowLoss } from "../losses/emit-row-loss.ts";
import { emitWeightedSum } from "../losses/emit-weighted-sum.ts";
import type { EmittedNetwork } from "../network/network.ts";
import { rowWeights } from "./row-weights.ts";
import { modelInputNames, type ModelInputNames } from "./model-input-names.ts";
import type { TrainableModel } from "./trainable-model.ts";

/** What a graph with gradients is fed, by the names of its inputs. */
export interface GradientInputNames extends ModelInputNames {
  /** int32 class indices, [rows], or f32 values, [rows, ...outputShape], as the loss asks. */
  readonly targets: string;
  /** f32, [rows]: ones for a batch without weights. */
  readonly weights: string;
  /** f32 scalar: the sum of the weights of the whole optimiser batch. Row i's gradient is multiplied by f32(weight_i / totalWeight). */
  readonly totalWeight: string;
}

/** The part of a graph from the data to the gradients. */
interface EmittedGradients {
  readonly emitted: EmittedNetwork;
  readonly inputs: GradientInputNames;
  /** f32 scalar: Σ weight · loss of the row. */
  readonly lossSum: GraphValue;
  /** Of the mean loss, in the order of the parameters. */
  readonly gradients: readonly GraphValue[];
}

/** Emits forward pass, loss and backward pass of one (micro-)batch, with draws on. */
export function emitGradients(graph: GraphBuilder, { network, loss }: TrainableModel): EmittedGradients {
  const emitted = network.emit(graph, { training: true, draws: true });
  const weights = rowWeights(graph, emitted);
  const totalWeight = graph.input("totalWeight", "float32", []);
  const { targets, rowLoss } = emitRowLoss(graph, loss, emitted.output, weights);
  const lossSum = emitWeightedSum(graph, rowLoss, weights, "lossSum");
  const rowFactors = graph.apply("Div", [weights, totalWeight]);
  return {
    emitted,
    inputs: {
      ...modelInputNames(emitted),
      targets: targets.name,
      weights: weights.name,
      totalWeight: totalWeight.name,
    },
    lossSum,
    gradients: differentiate(graph, rowLoss, rowFactors, [...emitted.parameters.values()]),
  };
}
