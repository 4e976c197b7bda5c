import type { LayersModel, LayersNamespace } from "../namespace/layers-namespace.ts";
import { batchWeights, type BatchWeights } from "./batch-weights.ts";
import { lossHistory, type UnreadLogs } from "./loss-history.ts";
import type { OutputWeights } from "./row-weights.ts";
import { weighLoss } from "./weigh-loss.ts";

/** The weights of rows in the losses of each step and in the means of each epoch. */
export interface WeightedTraining {
  /** Puts the weights into the losses of the model that trains. */
  install(model: LayersModel): void;
  epochBegins(): void;
  /** From here to its end the losses are those of a step; between steps they are the model's own. */
  stepBegins(rows: readonly number[]): void;
  stepEnds(logs: UnreadLogs): void;
  epochEnds(logs: UnreadLogs): void;
  /** Gives the model its own losses back. */
  dispose(): void;
}

/**
 * The model's losses, which its training step reads afresh each time, are replaced by weighted ones while training lasts:
 * `lossFunctions` is the public property of a layers model, so that nothing else of tfjs needs to be known.
 */
export function weightedTraining(
  tf: LayersNamespace,
  outputNames: readonly string[],
  weights: OutputWeights,
  divideBy: "weights" | "rows",
): WeightedTraining {
  const history = lossHistory(tf, outputNames);
  let restore = (): void => {};
  /** The weights of the last step, and whether it is being computed. */
  let step: readonly (BatchWeights | undefined)[] = [];
  let underWay = false;

  return {
    install(model) {
      const { lossFunctions } = model;
      model.lossFunctions = lossFunctions.map((loss, output) =>
        weighLoss(tf, loss, () => (underWay ? step[output]?.factors : undefined)),
      );
      restore = () => {
        model.lossFunctions = lossFunctions;
      };
    },
    epochBegins: () => history.begin(),
    stepBegins(rows) {
      step = batchWeights(weights, rows, divideBy);
      underWay = true;
    },
    stepEnds(logs) {
      underWay = false;
      if (divideBy === "weights") history.add(logs, step);
    },
    epochEnds: (logs) => history.finish(logs),
    dispose() {
      restore();
      history.dispose();
    },
  };
}
