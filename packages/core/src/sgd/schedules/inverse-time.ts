import type { LearningRateSchedule, ScheduleInterval } from "../learning-rate-schedule.ts";
import { aboveZero, checkSchedule, interval, otherwise, rate } from "./check-schedule.ts";
import { makeSchedule } from "./make-schedule.ts";

/** Options of {@link inverseTime}. */
export interface InverseTimeOptions {
  /** Rate at the start, at least 0. */
  readonly initial: number;
  /** At least 0: after 1 / decay the rate is half. */
  readonly decay: number;
  /** What the decay is for; above 0, and need not be whole. @default 1 */
  readonly every?: number;
  /** What t counts. @default "epoch" */
  readonly interval?: ScheduleInterval;
}

export type InverseTime = LearningRateSchedule & Required<InverseTimeOptions> & { readonly kind: "inverse-time" };

/**
 * Falls ever more slowly: `initial / (1 + decay · (t / every))`. Keras's `InverseTimeDecay(decay_steps = every,
 * decay_rate = decay)`, and the `decay` of its old optimisers.
 *
 * @throws {InvalidOptionError} for a value out of range or an unknown option.
 * @example
 * inverseTime({ initial: 0.1, decay: 0.5 });
 * @see Robbins and Monro, "A stochastic approximation method" (1951)
 */
export function inverseTime(options: InverseTimeOptions): InverseTime {
  const checks = { initial: rate, decay: rate, every: otherwise(1, aboveZero), interval: interval("epoch") };
  const checked = checkSchedule<Required<InverseTimeOptions>>("inverseTime", options, checks, {
    decay_steps: 'Name it every, and give interval: "step".',
    decay_rate: "Name it decay.",
    staircase: "Leave it out: the rate falls all the time.",
  });
  const { initial, decay, every } = checked;
  return makeSchedule({ kind: "inverse-time", ...checked }, (t) => initial / (1 + decay * (t / every)));
}
