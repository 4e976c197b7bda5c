import { InvalidOptionError } from "@lockstep/core";
import { parseSet } from "./parse-set.ts";

const MOST_SEEDS = 1000;
/** One way to write a number, so that different texts are different seeds. */
const WHOLE_NUMBER = /^(?:0|[1-9]\d*)$/;

/**
 * Seeds from a count (`2` gives 1 and 2) or a list (`1,5` or, for a single one, `5,`). A seed is a whole number up to
 * 2^53 - 1, written in digits.
 *
 * @throws {InvalidOptionError} for a count of 0 or beyond 1000, a list with gaps or repetitions, or another text.
 */
export function parseSeeds(option: string, text: string): readonly number[] {
  if (text.includes(",")) return parseSet(option, text, "1,2,3").map((part) => parseSeed(option, part));
  const typed = text.trim();
  const count = WHOLE_NUMBER.test(typed) ? Number(typed) : NaN;
  if (count >= 1 && count <= MOST_SEEDS) return Array.from({ length: count }, (_, index) => index + 1);
  throw new InvalidOptionError({
    subject: option,
    rule: `must be how many seeds, from 1 to ${MOST_SEEDS}, or a list of seeds`,
    received: text,
    remedy: Number.isSafeInteger(count)
      ? `To name the seed itself, write ${typed}, with a comma.`
      : "Write it like 2 or 1,2,3.",
  });
}

function parseSeed(option: string, text: string): number {
  const seed = Number(text);
  if (WHOLE_NUMBER.test(text) && Number.isSafeInteger(seed)) return seed;
  throw new InvalidOptionError({
    subject: option,
    rule: `must be whole numbers from 0 to ${Number.MAX_SAFE_INTEGER}`,
    received: text,
    remedy: "Write them in digits, like 1,2,3.",
  });
}
