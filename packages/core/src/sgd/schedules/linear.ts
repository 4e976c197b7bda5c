import type { LearningRateSchedule, ScheduleInterval } from "../learning-rate-schedule.ts";
import { checkSchedule, count, interval, rate } from "./check-schedule.ts";
import { interpolate } from "./interpolate.ts";
import { makeSchedule } from "./make-schedule.ts";

/** Options of {@link linear}. */
export interface LinearOptions {
  /** Rate at the start, at least 0. */
  readonly initial: number;
  /** Rate at the end, at least 0; it may be the higher one. */
  readonly final: number;
  /** When the end is reached, a whole number of at least 1. */
  readonly length: number;
  /** What t counts. @default "epoch" */
  readonly interval?: ScheduleInterval;
}

export type Linear = LearningRateSchedule & Required<LinearOptions> & { readonly kind: "linear" };

/**
 * A straight line, then its end: `(1 - w)·initial + w·final` with `w = min(t, length) / length`. PyTorch's `LinearLR`,
 * which takes both ends as factors of the optimiser's rate.
 *
 * @throws {InvalidOptionError} for a value out of range or an unknown option.
 * @example
 * linear({ initial: 0.1, final: 0, length: 50 });
 */
export function linear(options: LinearOptions): Linear {
  const checks = { initial: rate, final: rate, length: count, interval: interval("epoch") };
  const checked = checkSchedule<Required<LinearOptions>>("linear", options, checks, {
    total_iters: "Name it length.",
    start_factor: "Give initial: the rate itself, not a factor of another.",
    end_factor: "Give final: the rate itself, not a factor of another.",
  });
  const { initial, final, length } = checked;
  return makeSchedule({ kind: "linear", ...checked }, (t) => interpolate(initial, final, Math.min(t, length) / length));
}
