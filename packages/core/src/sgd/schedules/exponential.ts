import { powInDouble } from "../../numeric/pow-in-double.ts";
import type { LearningRateSchedule, ScheduleInterval } from "../learning-rate-schedule.ts";
import { aboveZero, checkSchedule, interval, otherwise, rate } from "./check-schedule.ts";
import { makeSchedule } from "./make-schedule.ts";

/** Options of {@link exponential}. */
export interface ExponentialOptions {
  /** Rate at the start, at least 0. */
  readonly initial: number;
  /** What the rate is multiplied by, above 0. */
  readonly factor: number;
  /** What the factor is for; above 0, and need not be whole. @default 1 */
  readonly every?: number;
  /** What t counts. @default "epoch" */
  readonly interval?: ScheduleInterval;
}

export type Exponential = LearningRateSchedule & Required<ExponentialOptions> & { readonly kind: "exponential" };

/**
 * Falls all the time: `initial · factor^(t / every)`. PyTorch's `ExponentialLR(gamma = factor)`; Keras's
 * `ExponentialDecay(decay_steps = every, decay_rate = factor)`.
 *
 * @throws {InvalidOptionError} for a value out of range or an unknown option.
 * @example
 * exponential({ initial: 0.1, factor: 0.95 });
 */
export function exponential(options: ExponentialOptions): Exponential {
  const checks = {
    initial: rate,
    factor: aboveZero,
    every: otherwise(1, aboveZero),
    interval: interval("epoch"),
  };
  const checked = checkSchedule<Required<ExponentialOptions>>("exponential", options, checks, {
    gamma: "Name it factor.",
    decay_steps: 'Name it every, and give interval: "step".',
    decay_rate: "Name it factor.",
    staircase: "Use stepDecay, which falls in steps.",
  });
  const { initial, factor, every } = checked;
  return makeSchedule({ kind: "exponential", ...checked }, (t) => initial * powInDouble(factor, t / every));
}
