import { requireInteger } from "@lockstep/core/engine";
import { parseNumber } from "./parse-number.ts";

/**
 * The positive integer that an option's text stands for.
 *
 * @param remedy what to write instead.
 * @throws {InvalidOptionError} for anything else.
 */
export function parseCount(option: string, text: string, remedy: string): number {
  return requireInteger(option, parseNumber(option, text, remedy), { min: 1, remedy });
}
