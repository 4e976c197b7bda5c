import type { LearningRateSchedule, ScheduleInterval } from "../learning-rate-schedule.ts";
import { checkSchedule, count, interval, otherwise, rate } from "./check-schedule.ts";
import { cosineWeight, interpolate } from "./interpolate.ts";
import { makeSchedule } from "./make-schedule.ts";

/** Options of {@link cosineRestarts}. */
export interface CosineRestartsOptions {
  /** Rate at the start of each wave, at least 0. */
  readonly initial: number;
  /** Rate that each wave falls to, at least 0. @default 0 */
  readonly final?: number;
  /** Length of the first wave, a whole number of at least 1. */
  readonly length: number;
  /** How much longer each wave is than the one before, a whole number of at least 1. @default 1 */
  readonly multiplier?: number;
  /** What t counts. @default "epoch" */
  readonly interval?: ScheduleInterval;
}

export type CosineRestarts = LearningRateSchedule &
  Required<CosineRestartsOptions> & { readonly kind: "cosine-restarts" };

/**
 * The wave of {@link cosine}, begun again at `initial` each time it ends. PyTorch's `CosineAnnealingWarmRestarts(T_0 =
 * length, T_mult = multiplier, eta_min = final)`; Keras's `CosineDecayRestarts` with `m_mul=1`.
 *
 * @throws {InvalidOptionError} for a value out of range or an unknown option.
 * @example
 * cosineRestarts({ initial: 0.1, length: 10, multiplier: 2 });
 */
export function cosineRestarts(options: CosineRestartsOptions): CosineRestarts {
  const checks = {
    initial: rate,
    final: otherwise(0, rate),
    length: count,
    multiplier: otherwise(1, count),
    interval: interval("epoch"),
  };
  const checked = checkSchedule<Required<CosineRestartsOptions>>("cosineRestarts", options, checks, {
    T_0: "Name it length.",
    T_mult: "Name it multiplier.",
    eta_min: "Name it final.",
    first_decay_steps: 'Name it length, and give interval: "step".',
    t_mul: "Name it multiplier.",
    m_mul: "Leave it out: each wave begins at initial. For lower ones, use a sequence of cosines.",
    alpha: "Give final, the rate itself: initial times Keras's alpha.",
  });
  const { initial, final, multiplier } = checked;
  return makeSchedule({ kind: "cosine-restarts", ...checked }, (t) => {
    let { length } = checked;
    let since = multiplier === 1 ? t % length : t;
    for (; since >= length; length *= multiplier) since -= length;
    return interpolate(initial, final, cosineWeight(since / length));
  });
}
