import { InvalidOptionError } from "../../errors/lockstep-error.ts";
import { learningRateAt } from "../learning-rate-at.ts";
import type { LearningRate, LearningRateSchedule, ScheduleInterval } from "../learning-rate-schedule.ts";
import { requireLearningRate } from "../require-learning-rate.ts";
import { checkSchedule, interval, milestones, type OptionCheck } from "./check-schedule.ts";
import { makeSchedule } from "./make-schedule.ts";
import type { WarmUp } from "./warm-up.ts";

/** Options of {@link sequence}. */
export interface SequenceOptions {
  /** At least two schedules or rates. All count what the sequence counts. */
  readonly schedules: readonly LearningRate[];
  /** When the next one begins: one fewer than the schedules, each above the one before. */
  readonly milestones: readonly number[];
  /** What all of them count. @default "epoch" */
  readonly interval?: ScheduleInterval;
}

export type Sequence = LearningRateSchedule & Required<SequenceOptions> & { readonly kind: "sequence" };

/**
 * One schedule after another; each sees its count begin at 0 when its turn comes. PyTorch's `SequentialLR`; with rates for
 * schedules, its `ConstantLR` and Keras's `PiecewiseConstantDecay` (whose boundaries are a count lower).
 *
 * @throws {InvalidOptionError} for a value out of range, another interval inside, or an unknown option.
 * @example
 * sequence({ schedules: [0.01, cosine({ initial: 0.1, length: 45 })], milestones: [5] });
 */
export function sequence(options: SequenceOptions): Sequence {
  const checks = { schedules: severalRates, milestones, interval: interval("epoch") };
  const checked = checkSchedule<Required<SequenceOptions>>("sequence", options, checks, {
    schedulers: "Name it schedules.",
    boundaries: "Name it milestones, each a count higher than Keras's.",
    values: "Name it schedules.",
  });
  requireFitting(checked);
  return makeSchedule({ kind: "sequence", ...checked }, (t) => {
    const passed = checked.milestones.filter((milestone) => milestone <= t);
    const since = t - (passed.at(-1) ?? 0);
    return learningRateAt(checked.schedules[passed.length]!, { step: since, epoch: since });
  });
}

const severalRates: OptionCheck<readonly LearningRate[]> = (subject, value) => {
  if (Array.isArray(value) && value.length > 1) {
    return value.map((part, index) => requireLearningRate(`${subject}[${index}]`, part));
  }
  throw new InvalidOptionError({ subject, rule: "must list at least two schedules or rates", received: value });
};

/** A sequence has one clock, so that each of its parts can begin at 0. */
function requireFitting(checked: Required<SequenceOptions>): void {
  const { schedules } = checked;
  if (checked.milestones.length !== schedules.length - 1) {
    throw new InvalidOptionError({
      subject: "sequence: milestones",
      rule: `must be one fewer than the ${schedules.length} schedules`,
      received: checked.milestones.length,
    });
  }
  for (const [index, part] of schedules.entries()) {
    if (intervalsOf(part).every((own) => own === checked.interval)) continue;
    throw new InvalidOptionError({
      subject: `sequence: schedules[${index}]`,
      rule: `must count ${checked.interval}s, as the sequence does`,
      received: part,
      remedy: "Give all of them one interval, or put a warm-up of steps in front: warmUp({ length, schedule }).",
    });
  }
}

/** The intervals of a schedule and of what it wraps. */
function intervalsOf(part: LearningRate): readonly ScheduleInterval[] {
  if (typeof part === "number") return [];
  return part.kind === "warm-up" ? [part.interval, ...intervalsOf((part as WarmUp).schedule)] : [part.interval];
}
