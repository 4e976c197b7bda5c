import { requireInteger } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";

/**
 * One integer for each of so many axes, from a number that goes for all of them or a list: a model has one form and so one
 * fingerprint, however its options were written.
 *
 * @throws {InvalidOptionError} for a list of another length, or anything that is no integer of at least `min`.
 */
export function requireAxisLengths(subject: string, value: unknown, axes: number, min: number): readonly number[] {
  if (!Array.isArray(value)) {
    const length = requireInteger(subject, value, {
      min,
      remedy: `Write one integer, or a list of ${axes}: one for each axis.`,
    });
    return Object.freeze(Array.from({ length: axes }, () => length));
  }
  if (value.length !== axes) {
    throw new InvalidOptionError({
      subject,
      rule: `must be an integer or a list of ${axes}`,
      received: value,
      remedy: "Write one integer for each spatial axis, outermost first.",
    });
  }
  // Array.from reads holes too.
  return Object.freeze(Array.from(value, (length: unknown) => requireInteger(subject, length, { min })));
}
