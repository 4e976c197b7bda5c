import type { EpochRecord, MetricName } from "@lockstep/core";
import type { FinishedRun } from "./run-remedies.ts";
import { REMEDIES, type LabelKind, type RemedyName } from "./remedy.ts";
import { spreadOf, type Spread } from "./spread.ts";

/** One row of the first table: a remedy's figures over all seeds, with the weights that each run ended with. */
export interface RemedySummary {
  readonly remedy: RemedyName;
  /** Share of training rows that are classified as labelled. */
  readonly trainingAccuracy: Spread;
  readonly validationLoss: Spread;
  /** Share of validation rows that are wrong. */
  readonly validationError: Spread;
  readonly testLoss: Spread;
  /** Test rows that are wrong, counted. */
  readonly testErrors: Spread;
  readonly testRows: number;
  /** How many epochs had been trained when the monitored metric was best; null if it never was finite. */
  readonly bestEpoch: Spread | null;
  /** How many epochs were trained. */
  readonly stopEpoch: Spread;
}

/** The rows of the first table for one kind of labels, in the order of the remedies. */
export function summariseRemedies(
  runs: readonly FinishedRun[],
  labels: LabelKind,
  monitor: MetricName,
): readonly RemedySummary[] {
  return REMEDIES.map(({ name }) => {
    const own = runs.filter((run) => run.labels === labels && run.remedy.name === name);
    const spread = (figure: (run: FinishedRun) => number): Spread => spreadOf(own.map(figure));
    const testRows = own[0]!.recipe.sizes.test;
    const bestEpochs = own.map(({ outcome }) => bestEpochOf(outcome.report.history, monitor));
    return {
      remedy: name,
      trainingAccuracy: spread(({ outcome }) => outcome.training.accuracy!),
      validationLoss: spread(({ outcome }) => outcome.validation.loss),
      validationError: spread(({ outcome }) => 1 - outcome.validation.accuracy!),
      testLoss: spread(({ outcome }) => outcome.test.loss),
      testErrors: spread(({ outcome }) => Math.round((1 - outcome.test.accuracy!) * testRows)),
      testRows,
      bestEpoch: bestEpochs.includes(null) ? null : spreadOf(bestEpochs.map((epoch) => epoch! + 1)),
      stopEpoch: spread(({ outcome }) => outcome.report.history.length),
    };
  });
}

/** The first epoch, counted from 0, with the best monitored value: also for runs that no rule watched. */
function bestEpochOf(history: readonly EpochRecord[], monitor: MetricName): number | null {
  const sign = monitor === "validationAccuracy" ? -1 : 1;
  let best: EpochRecord | undefined;
  for (const record of history) {
    if (!Number.isFinite(record[monitor])) continue;
    if (best === undefined || sign * record[monitor]! < sign * best[monitor]!) best = record;
  }
  return best?.epoch ?? null;
}
