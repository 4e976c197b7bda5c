import { InvalidOptionError } from "@lockstep/core";
import { parseNumber } from "./parse-number.ts";

/**
 * The positive integer that an option's text stands for.
 *
 * @param remedy what to write instead.
 * @throws {InvalidOptionError} for anything else.
 */
export function parseCount(option: string, text: string, remedy: string): number {
  const count = parseNumber(option, text, remedy);
  if (Number.isSafeInteger(count) && count >= 1) return count;
  throw new InvalidOptionError({ subject: option, rule: "must be an integer of at least 1", received: count, remedy });
}
