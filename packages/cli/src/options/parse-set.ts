import { InvalidOptionError } from "@lockstep/core";
import { parseList } from "./parse-list.ts";

/**
 * The parts of a comma-separated list, each once.
 *
 * @throws {InvalidOptionError} as {@link parseList}, and for a part that comes twice.
 */
export function parseSet(option: string, text: string, example: string): readonly string[] {
  const parts = parseList(option, text, example);
  if (new Set(parts).size === parts.length) return parts;
  throw new InvalidOptionError({
    subject: option,
    rule: "must name each part once",
    received: text,
    remedy: `Write it like ${example}.`,
  });
}
