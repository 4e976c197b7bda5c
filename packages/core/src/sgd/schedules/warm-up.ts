import { learningRateAt } from "../learning-rate-at.ts";
import type { LearningRate, LearningRateSchedule, ScheduleInterval } from "../learning-rate-schedule.ts";
import { requireLearningRate } from "../require-learning-rate.ts";
import { checkSchedule, count, interval, otherwise, share } from "./check-schedule.ts";
import { interpolate } from "./interpolate.ts";
import { makeSchedule } from "./make-schedule.ts";

/** Options of {@link warmUp}. */
export interface WarmUpOptions {
  /** When the warm-up is over, a whole number of at least 1. */
  readonly length: number;
  /** The rate or schedule that is warmed up. */
  readonly schedule: LearningRate;
  /**
   * What the rate is multiplied by at first, in [0, 1]. With 0 the first step moves nothing, as in Hugging Face; PyTorch's
   * default is 1/3.
   * @default 0
   */
  readonly startFactor?: number;
  /** What the warm-up's t counts; the other schedule keeps its own count. @default "step" */
  readonly interval?: ScheduleInterval;
}

export type WarmUp = LearningRateSchedule & Required<WarmUpOptions> & { readonly kind: "warm-up" };

/**
 * A line up in front of another schedule, as a factor on it: `((1 - w)·startFactor + w) · schedule` with `w = min(t, length) /
 * length`. PyTorch's `ChainedScheduler([LinearLR(start_factor, total_iters = length), schedule])`.
 *
 * The other schedule runs all along, on its own count: a warm-up of steps goes before one of epochs. To begin it only once
 * the warm-up is over, as Hugging Face does, use a {@link sequence}.
 *
 * @throws {InvalidOptionError} for a value out of range or an unknown option.
 * @example
 * warmUp({ length: 500, schedule: cosine({ initial: 0.1, length: 50 }) });
 * @see Goyal et al., "Accurate, large minibatch SGD: training ImageNet in 1 hour" (2017)
 */
export function warmUp(options: WarmUpOptions): WarmUp {
  const checks = {
    length: count,
    schedule: requireLearningRate,
    startFactor: otherwise(0, share),
    interval: interval("step"),
  };
  const checked = checkSchedule<Required<WarmUpOptions>>("warmUp", options, checks, {
    total_iters: "Name it length.",
    start_factor: "Name it startFactor.",
    end_factor: "Leave it out: a warm-up ends at the whole rate.",
    num_warmup_steps: "Name it length.",
    warmup_steps: "Name it length.",
  });
  const { length, schedule, startFactor } = checked;
  return makeSchedule(
    { kind: "warm-up", ...checked },
    (t, at) => interpolate(startFactor, 1, Math.min(t, length) / length) * learningRateAt(schedule, at),
  );
}
