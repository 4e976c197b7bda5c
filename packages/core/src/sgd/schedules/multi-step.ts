import { powInDouble } from "../../numeric/pow-in-double.ts";
import type { LearningRateSchedule, ScheduleInterval } from "../learning-rate-schedule.ts";
import { aboveZero, checkSchedule, interval, milestones, rate } from "./check-schedule.ts";
import { makeSchedule } from "./make-schedule.ts";

/** Options of {@link multiStep}. */
export interface MultiStepOptions {
  /** Rate at the start, at least 0. */
  readonly initial: number;
  /** What the rate is multiplied by at each milestone, above 0. */
  readonly factor: number;
  /** Counts of at least 1, each above the one before. */
  readonly milestones: readonly number[];
  /** What t counts. @default "epoch" */
  readonly interval?: ScheduleInterval;
}

export type MultiStep = LearningRateSchedule & Required<MultiStepOptions> & { readonly kind: "multi-step" };

/**
 * Falls by a factor at each milestone: `initial · factor^(number of milestones ≤ t)`. PyTorch's `MultiStepLR`.
 *
 * @throws {InvalidOptionError} for a value out of range or an unknown option.
 * @example
 * multiStep({ initial: 0.1, factor: 0.1, milestones: [30, 60] });
 */
export function multiStep(options: MultiStepOptions): MultiStep {
  const checks = { initial: rate, factor: aboveZero, milestones, interval: interval("epoch") };
  const checked = checkSchedule<Required<MultiStepOptions>>("multiStep", options, checks, {
    gamma: "Name it factor.",
    boundaries: "Name it milestones, each a count higher than Keras's.",
    values: "Use sequence({ schedules: values, milestones }).",
  });
  const { initial, factor } = checked;
  return makeSchedule({ kind: "multi-step", ...checked }, (t) => {
    const passed = checked.milestones.filter((milestone) => milestone <= t).length;
    return initial * powInDouble(factor, passed);
  });
}
