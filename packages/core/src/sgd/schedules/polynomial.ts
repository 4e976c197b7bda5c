import { powInDouble } from "../../numeric/pow-in-double.ts";
import type { LearningRateSchedule, ScheduleInterval } from "../learning-rate-schedule.ts";
import { aboveZero, checkSchedule, count, interval, otherwise, rate } from "./check-schedule.ts";
import { interpolate } from "./interpolate.ts";
import { makeSchedule } from "./make-schedule.ts";

/** Options of {@link polynomial}. */
export interface PolynomialOptions {
  /** Rate at the start, at least 0. */
  readonly initial: number;
  /** Rate at the end, at least 0. @default 0 */
  readonly final?: number;
  /** When the end is reached, a whole number of at least 1. */
  readonly length: number;
  /** Above 0; 1 is a line. @default 1 */
  readonly power?: number;
  /** What t counts. @default "epoch" */
  readonly interval?: ScheduleInterval;
}

export type Polynomial = LearningRateSchedule & Required<PolynomialOptions> & { readonly kind: "polynomial" };

/**
 * A power of what is left, then the end: `(1 - w)·final + w·initial` with `w = (1 - min(t, length) / length)^power`.
 * PyTorch's `PolynomialLR(total_iters = length)`, whose end is 0; Keras's `PolynomialDecay(cycle=False)`.
 *
 * @throws {InvalidOptionError} for a value out of range or an unknown option.
 * @example
 * polynomial({ initial: 0.1, length: 50, power: 0.9 });
 */
export function polynomial(options: PolynomialOptions): Polynomial {
  const checks = {
    initial: rate,
    final: otherwise(0, rate),
    length: count,
    power: otherwise(1, aboveZero),
    interval: interval("epoch"),
  };
  const checked = checkSchedule<Required<PolynomialOptions>>("polynomial", options, checks, {
    total_iters: "Name it length.",
    decay_steps: 'Name it length, and give interval: "step".',
    end_learning_rate: "Name it final.",
    cycle: "Leave it out: the rate stays at its end. For waves, use cosineRestarts or a sequence.",
  });
  const { initial, final, length, power } = checked;
  return makeSchedule({ kind: "polynomial", ...checked }, (t) =>
    interpolate(final, initial, powInDouble(1 - Math.min(t, length) / length, power)),
  );
}
