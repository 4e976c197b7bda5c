import { InvalidOptionError } from "@lockstep/core";

/**
 * The number that an option's text stands for. Whether it lies in the option's range is core's to say, so `NaN` and
 * `Infinity` pass.
 *
 * @throws {InvalidOptionError} if the text is no number.
 */
export function parseNumber(
  option: string,
  text: string,
  remedy = "Write it with a decimal point, as in 0.5.",
): number {
  const number = Number(text);
  if (text.trim() !== "" && (!Number.isNaN(number) || text.trim() === "NaN")) return number;
  throw new InvalidOptionError({ subject: option, rule: "must be a number", received: text, remedy });
}
