import { rejectUnknownOptions, requireInteger, requireNumber, requireOneOf } from "../../errors/check-option.ts";
import { InvalidOptionError } from "../../errors/lockstep-error.ts";
import type { ScheduleInterval } from "../learning-rate-schedule.ts";

/** Returns the option if it fits, or its default if it is absent, and throws otherwise. */
export type OptionCheck<Value> = (subject: string, value: unknown) => Value;

/** One check for each option. */
export type OptionChecks<Options> = { readonly [Name in keyof Options]: OptionCheck<Options[Name]> };

/** What every schedule refuses in the same words: PyTorch's state, which a schedule here has none of. */
const HINTS: Readonly<Record<string, string>> = {
  lr: "Name it initial.",
  last_epoch: "Leave it out: a schedule has no state, and a resumed run asks it for its own moment.",
  verbose: "Leave it out: learningRateAt tells the rate of any moment.",
};

/**
 * Checks a schedule's options and fills in its defaults.
 *
 * @param subject name of the factory.
 * @param hints remedies for names that people bring from other libraries.
 * @throws {InvalidOptionError} naming the option that is wrong, unknown or missing.
 */
export function checkSchedule<Options>(
  subject: string,
  options: unknown,
  checks: OptionChecks<Options>,
  hints: Readonly<Record<string, string>>,
): Options {
  rejectUnknownOptions(subject, options, Object.keys(checks), { ...HINTS, ...hints });
  const given = options as Readonly<Record<string, unknown>>;
  const entries = Object.entries<OptionCheck<unknown>>(checks);
  return Object.fromEntries(
    entries.map(([name, check]) => [name, check(`${subject}: ${name}`, given[name])]),
  ) as Options;
}

export const rate: OptionCheck<number> = (subject, value) => requireNumber(subject, value, { min: 0 });

export const aboveZero: OptionCheck<number> = (subject, value) =>
  requireNumber(subject, value, { min: 0, exclusive: "min" });

export const share: OptionCheck<number> = (subject, value) => requireNumber(subject, value, { min: 0, max: 1 });

export const count: OptionCheck<number> = (subject, value) => requireInteger(subject, value, { min: 1 });

/** Counts of at least 1, each above the one before. */
export const milestones: OptionCheck<readonly number[]> = (subject, value) => {
  const rises = Array.isArray(value) && value.every((own, index) => index === 0 || own > value[index - 1]);
  if (rises && value.length > 0) return value.map((milestone) => count(subject, milestone));
  throw new InvalidOptionError({
    subject,
    rule: "must list at least one count, each above the one before",
    received: value,
    remedy: "Write [30, 60], say.",
  });
};

export function oneOf<Choice extends string>(...choices: readonly Choice[]): OptionCheck<Choice> {
  return (subject, value) => requireOneOf(subject, value, choices);
}

/** A check whose option may be absent. */
export function otherwise<Value>(fallback: Value, check: OptionCheck<Value>): OptionCheck<Value> {
  return (subject, value) => (value === undefined ? fallback : check(subject, value));
}

export function interval(fallback: ScheduleInterval): OptionCheck<ScheduleInterval> {
  return otherwise(fallback, oneOf<ScheduleInterval>("step", "epoch"));
}
