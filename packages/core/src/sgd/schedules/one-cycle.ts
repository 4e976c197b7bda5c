import { InvalidOptionError } from "../../errors/lockstep-error.ts";
import type { LearningRateSchedule, ScheduleInterval } from "../learning-rate-schedule.ts";
import { checkSchedule, count, interval, oneOf, otherwise, rate, share, type OptionCheck } from "./check-schedule.ts";
import { cosineWeight, interpolate } from "./interpolate.ts";
import { makeSchedule } from "./make-schedule.ts";

/** Options of {@link oneCycle}. */
export interface OneCycleOptions {
  /** The highest rate, at least 0: PyTorch's `max_lr`. */
  readonly peak: number;
  /** Rate at the start, at least 0. @default peak / 25 */
  readonly initial?: number;
  /** Rate at the end, at least 0. @default initial / 10000 */
  readonly final?: number;
  /** Steps of the whole run, at least 1. */
  readonly length: number;
  /** Share of the length after which the peak is reached, in [0, 1]; at most 0.5 with three phases. @default 0.3 */
  readonly peakAt?: number;
  /** Half a wave, or a line, from one rate to the next. @default "cosine" */
  readonly curve?: "cosine" | "linear";
  /** Two go up to the peak and down to the end; three come back to `initial` in between. @default 2 */
  readonly phases?: 2 | 3;
  /** What t counts. @default "step" */
  readonly interval?: ScheduleInterval;
}

/** What {@link oneCycle} makes: its options with defaults filled in. */
export type OneCycle = LearningRateSchedule & Required<OneCycleOptions> & { readonly kind: "one-cycle" };

/**
 * Up from `initial` to `peak`, then down to `final`: PyTorch's `OneCycleLR(total_steps = length)`.
 *
 * The peak is at `top = peakAt·length - 1`, the end at `length - 1`; three phases are back at `initial` at `2·top`. From
 * one to the next the rate is `(1 - w)·start + w·end` with `w = (1 - cos(π·p)) / 2`, or `w = p` for lines, where p is the
 * share of the way. After the end the rate stays (PyTorch throws).
 *
 * A curve of this kind can be sgd's `momentum`, too: PyTorch's cycle is `oneCycle({ initial: 0.95, peak: 0.85, final:
 * 0.95, length })`.
 *
 * @throws {InvalidOptionError} for a value out of range or an unknown option.
 * @example
 * sgd({ learningRate: oneCycle({ peak: 0.4, length: 20 * 469 }), momentum: 0.9 });
 * @see Smith and Topin, "Super-convergence: very fast training of neural networks using large learning rates" (2018)
 */
export function oneCycle(options: OneCycleOptions): OneCycle {
  // The defaults of the ends depend on the peak; whether it is a number is found out below.
  const initialByDefault = options?.peak / 25;
  const finalByDefault = (options?.initial ?? initialByDefault) / 1e4;
  const checks = {
    peak: rate,
    initial: otherwise(initialByDefault, rate),
    final: otherwise(finalByDefault, rate),
    length: count,
    peakAt: otherwise(0.3, share),
    curve: otherwise("cosine", oneOf("cosine", "linear")),
    phases: otherwise<2 | 3>(2, twoOrThree),
    interval: interval("step"),
  };
  const checked = checkSchedule<Required<OneCycleOptions>>("oneCycle", options, checks, {
    max_lr: "Name it peak.",
    total_steps: "Name it length.",
    epochs: "Give length: epochs times the steps of one.",
    steps_per_epoch: "Give length: epochs times the steps of one.",
    pct_start: "Name it peakAt.",
    anneal_strategy: 'Name it curve: "cosine" or "linear".',
    div_factor: "Give initial: peak divided by PyTorch's div_factor.",
    final_div_factor: "Give final: initial divided by PyTorch's final_div_factor.",
    three_phase: "Give phases: 3.",
    cycle_momentum: "Pass a oneCycle as sgd's momentum.",
    base_momentum: "Pass a oneCycle as sgd's momentum: it is its peak.",
    max_momentum: "Pass a oneCycle as sgd's momentum: it is its initial and final.",
  });
  if (checked.phases === 3 && checked.peakAt > 0.5) {
    throw new InvalidOptionError({
      subject: "oneCycle: peakAt",
      rule: "must be at most 0.5 with three phases, since the way down is as long as the way up",
      received: checked.peakAt,
      remedy: "Lower peakAt, or leave phases out for two.",
    });
  }
  return makeSchedule({ kind: "one-cycle", ...checked }, (t) => rateOn(checked, t));
}

function rateOn({ peak, initial, final, length, peakAt, curve, phases }: Required<OneCycleOptions>, t: number): number {
  const between = (start: number, end: number, progress: number): number =>
    interpolate(start, end, curve === "linear" ? progress : cosineWeight(progress));
  const last = length - 1;
  const now = Math.min(t, last);
  // Where PyTorch has its phases end: not at whole steps, as a rule.
  const top = peakAt * length - 1;
  const bottom = 2 * peakAt * length - 2;
  if (now <= top) return between(initial, peak, shareOfWay(now, 0, top));
  if (phases === 2) return between(peak, final, shareOfWay(now, top, last));
  if (now <= bottom) return between(peak, initial, shareOfWay(now, top, bottom));
  return between(initial, final, shareOfWay(now, bottom, last));
}

/** A way of no length is over. */
function shareOfWay(t: number, start: number, end: number): number {
  return end === start ? 1 : (t - start) / (end - start);
}

const twoOrThree: OptionCheck<2 | 3> = (subject, value) => {
  if (value === 2 || value === 3) return value;
  throw new InvalidOptionError({ subject, rule: "must be 2 or 3", received: value });
};
