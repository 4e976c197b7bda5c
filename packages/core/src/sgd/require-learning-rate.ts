import { requireNumber } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";
import type { LearningRate, LearningRateSchedule } from "./learning-rate-schedule.ts";

/**
 * Checks that something is a constant rate of at least 0, or a schedule; a schedule's own options were checked where it was
 * made.
 *
 * @throws {InvalidOptionError} otherwise.
 */
export function requireLearningRate(subject: string, value: unknown): LearningRate {
  if (typeof value !== "object" || value === null) return requireNumber(subject, value, { min: 0 });
  const { kind, interval, rateAt } = value as Partial<LearningRateSchedule>;
  const counts = interval === "step" || interval === "epoch";
  if (typeof kind === "string" && counts && typeof rateAt === "function") return value as LearningRateSchedule;
  throw new InvalidOptionError({
    subject,
    rule: "must be a number of at least 0 or a schedule",
    received: value,
    remedy:
      "Write cosine({ initial: 0.1, length: 50 }), say; data out of JSON become a schedule by scheduleFrom(data).",
  });
}
