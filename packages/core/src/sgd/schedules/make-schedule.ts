import { InvalidOptionError } from "../../errors/lockstep-error.ts";
import type { LearningRateSchedule, RunMoment, ScheduleInterval } from "../learning-rate-schedule.ts";

/** A schedule's own properties. */
type ScheduleData = Pick<LearningRateSchedule, "kind" | "interval">;

/**
 * Gives checked data their meaning.
 *
 * @param law the rate when the schedule's counter stands at t.
 */
export function makeSchedule<Data extends ScheduleData>(
  data: Data,
  law: (t: number, at: RunMoment) => number,
): Data & LearningRateSchedule {
  const rateAt = (at: RunMoment): number => law(counterOf(data, at), at);
  // Not enumerable: what compares, prints, copies or stores a schedule sees its data alone.
  return Object.freeze(Object.defineProperty({ ...data }, "rateAt", { value: rateAt })) as Data & LearningRateSchedule;
}

function counterOf({ kind, interval }: ScheduleData, at: RunMoment): number {
  const counter = at[interval];
  if (counter !== undefined && counter >= 0) return counter;
  throw new InvalidOptionError({
    subject: `${kind}: ${interval}`,
    rule: `must be a count of at least 0, since the schedule counts ${interval}s`,
    received: counter,
    remedy: `Pass it, as in { step: 0, epoch: 0 }, or give the schedule ${otherThan(interval)}.`,
  });
}

function otherThan(interval: ScheduleInterval): string {
  return interval === "step" ? 'interval: "epoch"' : 'interval: "step"';
}
