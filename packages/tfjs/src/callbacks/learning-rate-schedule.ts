import { sgd, type LearningRate, type ReduceOnPlateau } from "@lockstep/core";
import { rejectUnknownOptions } from "@lockstep/core/engine";

import { requireLayersNamespace, type LayersNamespace } from "../namespace/layers-namespace.ts";
import { learningRateCallback, type LearningRateCallback } from "./learning-rate-callback.ts";
import { watchPlateau, type FitReduceOnPlateauOptions } from "./reduce-on-plateau.ts";

/** Options of {@link learningRateSchedule}. */
export interface LearningRateScheduleOptions {
  /** What lowers the schedule's rates when a metric stops improving, by one factor. @default nothing */
  readonly reduceOnPlateau?: ReduceOnPlateau | FitReduceOnPlateauOptions;
}

/**
 * Core's learning-rate schedules on the compiled optimiser of `tf.train`: before each step the rate becomes
 * `rateAt({ step, epoch }) · factor`, as in core's `fit`. Steps and epochs count from 0 in a run; one that begins with
 * `initialEpoch` k is k epochs of steps along.
 *
 * The rate that the model was compiled with does not count. The last one stays when `fit` ends.
 *
 * @param schedule a schedule such as `cosine({ initial: 0.1, length: 50 })`, or a constant.
 * @throws {InvalidOptionError} for what is no schedule; within `fit`, if a schedule gives no rate of at least 0, or another
 *   callback of this or {@link reduceOnPlateau} sets the rate as well.
 * @throws {UnsupportedOptionError} within `fit`, for an optimiser that is not of tf.train.
 * @throws {CheckpointMismatchError} within `fit`, if a run that it goes on with is at another epoch.
 * @example
 * const schedule = learningRateSchedule(tf, warmUp({ length: 100, schedule: cosine({ initial: 0.1, length: 50 }) }));
 * await model.fit(xs, ys, { epochs: 50, callbacks: [schedule] });
 */
export function learningRateSchedule(
  tf: LayersNamespace,
  schedule: LearningRate,
  options: LearningRateScheduleOptions = {},
): LearningRateCallback {
  const namespace = requireLayersNamespace("learningRateSchedule", tf);
  rejectUnknownOptions("learningRateSchedule", options, ["reduceOnPlateau"]);
  const rule = options.reduceOnPlateau;
  return learningRateCallback(namespace, {
    subject: "learningRateSchedule",
    // Core's own check of what can be a rate.
    schedule: sgd({ learningRate: schedule }).learningRate,
    plateau: rule === undefined ? null : watchPlateau("learningRateSchedule", rule),
  });
}
