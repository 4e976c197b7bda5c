import { InvalidOptionError, keyFromSeed } from "@lockstep/core";
import { parseCount } from "./parse-count.ts";
import { parseList } from "./parse-list.ts";
import { parseNumber } from "./parse-number.ts";

const MOST_SEEDS = 1000;

/**
 * Seeds from a count (`2` gives 1 and 2) or a list (`1,5` or, for a single one, `5,`).
 *
 * @throws {InvalidOptionError} for a count of 0 or beyond 1000, or a seed that is no non-negative integer.
 */
export function parseSeeds(option: string, text: string): readonly number[] {
  if (!text.includes(",")) {
    const count = parseCount(option, text, "It is how many seeds; write 5, to name the seed 5.");
    if (count <= MOST_SEEDS) return Array.from({ length: count }, (_, index) => index + 1);
    throw new InvalidOptionError({
      subject: option,
      rule: `must ask for at most ${MOST_SEEDS} seeds`,
      received: count,
      remedy: `To name the seed itself, write ${count}, with a comma.`,
    });
  }
  const seeds = parseList(option, text, "1,2,3").map((part) => parseNumber(option, part));
  for (const seed of seeds) keyFromSeed(seed);
  return seeds;
}
