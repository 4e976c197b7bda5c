import { powInDouble } from "../../numeric/pow-in-double.ts";
import type { LearningRateSchedule, ScheduleInterval } from "../learning-rate-schedule.ts";
import { aboveZero, checkSchedule, count, interval, rate } from "./check-schedule.ts";
import { makeSchedule } from "./make-schedule.ts";

/** Options of {@link stepDecay}. */
export interface StepDecayOptions {
  /** Rate at the start, at least 0. */
  readonly initial: number;
  /** What the rate is multiplied by, above 0. */
  readonly factor: number;
  /** How often, a whole number of at least 1. */
  readonly every: number;
  /** What t counts. @default "epoch" */
  readonly interval?: ScheduleInterval;
}

export type StepDecay = LearningRateSchedule & Required<StepDecayOptions> & { readonly kind: "step-decay" };

/**
 * Falls by a factor every so often: `initial · factor^⌊t / every⌋`. PyTorch's `StepLR(step_size = every, gamma = factor)`;
 * Keras's `ExponentialDecay(staircase=True)`.
 *
 * @throws {InvalidOptionError} for a value out of range or an unknown option.
 * @example
 * sgd({ learningRate: stepDecay({ initial: 0.1, factor: 0.5, every: 10 }) });
 */
export function stepDecay(options: StepDecayOptions): StepDecay {
  const checks = { initial: rate, factor: aboveZero, every: count, interval: interval("epoch") };
  const checked = checkSchedule<Required<StepDecayOptions>>("stepDecay", options, checks, {
    step_size: "Name it every.",
    gamma: "Name it factor.",
    decay_steps: 'Name it every, and give interval: "step".',
    decay_rate: "Name it factor.",
  });
  const { initial, factor, every } = checked;
  return makeSchedule({ kind: "step-decay", ...checked }, (t) => initial * powInDouble(factor, Math.floor(t / every)));
}
