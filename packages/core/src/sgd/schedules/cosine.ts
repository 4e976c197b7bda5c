import type { LearningRateSchedule, ScheduleInterval } from "../learning-rate-schedule.ts";
import { checkSchedule, count, interval, oneOf, otherwise, rate } from "./check-schedule.ts";
import { cosineWeight, interpolate } from "./interpolate.ts";
import { makeSchedule } from "./make-schedule.ts";

/** Options of {@link cosine}. */
export interface CosineOptions {
  /** Rate at the start, at least 0. */
  readonly initial: number;
  /** Rate at the end, at least 0. @default 0 */
  readonly final?: number;
  /** When the end is reached, a whole number of at least 1. */
  readonly length: number;
  /**
   * From `length` on, "hold" stays at the end, as Keras does; "mirror" goes back up and down again, as PyTorch does.
   * @default "hold"
   */
  readonly afterEnd?: "hold" | "mirror";
  /** What t counts. @default "epoch" */
  readonly interval?: ScheduleInterval;
}

export type Cosine = LearningRateSchedule & Required<CosineOptions> & { readonly kind: "cosine" };

/**
 * Half a wave down: `(1 - w)·initial + w·final` with `w = (1 - cos(π·t / length)) / 2`. PyTorch's
 * `CosineAnnealingLR(T_max = length, eta_min = final)`; Keras's `CosineDecay(alpha = final / initial)`.
 *
 * @throws {InvalidOptionError} for a value out of range or an unknown option.
 * @example
 * cosine({ initial: 0.1, length: 50 });
 * @see Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts" (2017)
 */
export function cosine(options: CosineOptions): Cosine {
  const checks = {
    initial: rate,
    final: otherwise(0, rate),
    length: count,
    afterEnd: otherwise("hold", oneOf("hold", "mirror")),
    interval: interval("epoch"),
  };
  const checked = checkSchedule<Required<CosineOptions>>("cosine", options, checks, {
    T_max: "Name it length.",
    eta_min: "Name it final.",
    decay_steps: 'Name it length, and give interval: "step".',
    alpha: "Give final, the rate itself: initial times Keras's alpha.",
    warmup_steps: "Wrap the schedule: warmUp({ length, schedule: cosine(...) }).",
  });
  const { initial, final, length, afterEnd } = checked;
  return makeSchedule({ kind: "cosine", ...checked }, (t) => {
    const progress = afterEnd === "hold" ? Math.min(t, length) : t % (2 * length);
    return interpolate(initial, final, cosineWeight(progress / length));
  });
}
