import type { EpochRecord } from "@lockstep/core";
import type { FinishedRun } from "../src/compare/run-remedies.ts";
import { REMEDIES, type LabelKind, type RemedyName } from "../src/compare/remedy.ts";

/** A run of the first table with hand-made figures. */
export function finishedRun(given: {
  readonly remedy: RemedyName;
  readonly labels?: LabelKind;
  readonly seed?: number;
  readonly validationLosses: readonly number[];
  readonly testLoss?: number;
  /** Of 10,000 test rows. */
  readonly testErrors?: number;
}): FinishedRun {
  const { labels = "clean", seed = 1, validationLosses, testLoss = 0.5, testErrors = 100 } = given;
  const remedy = REMEDIES.find(({ name }) => name === given.remedy)!;
  const history = validationLosses.map((validationLoss, epoch): EpochRecord => ({
    epoch,
    trainingLoss: 0.1,
    validationLoss,
    validationAccuracy: 0.9,
    elapsedSeconds: epoch,
  }));
  const best = validationLosses.indexOf(Math.min(...validationLosses));
  return {
    labels,
    remedy,
    seed,
    recipe: {
      data: { kind: "csv", path: "x.csv" },
      sizes: { training: 10, validation: 10, test: 10_000 },
      labelNoise: 0,
      seed,
      hidden: [4],
      rate: null,
      epochs: history.length,
      batchSize: 2,
      learningRate: 0.1,
      momentum: 0,
      monitor: "validationLoss",
      patience: null,
    },
    outcome: {
      backend: "hand 1.0.0",
      report: {
        history,
        checks: [],
        reduceOnPlateau: null,
        stopReason: "epochs",
        stopEpoch: history.length - 1,
        steps: 5 * history.length,
        bestEpoch: remedy.stopping ? best : null,
        best: null,
        earlyStopping: null,
        restoredBest: remedy.stopping,
      },
      training: { loss: 0.1, accuracy: 0.99 },
      validation: { loss: validationLosses[remedy.stopping ? best : history.length - 1]!, accuracy: 0.9 },
      test: { loss: testLoss, accuracy: 1 - testErrors / 10_000 },
    },
  };
}
