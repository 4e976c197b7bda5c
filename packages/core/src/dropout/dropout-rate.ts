import { rejectUnknownOptions, requireNumber } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";

/** Above this rate and below 1 the survivors' scale leaves the range where f32 still means something. */
const HIGHEST_RATE_BELOW_ONE = 1 - 2 ** -20;

/** What to tell people who come from libraries that ask for the probability to keep. */
export const RATE_HINTS: Readonly<Record<string, string>> = {
  keepProb: "rate is the probability to drop: rate = 1 - keepProb.",
  keepProbability: "rate is the probability to drop: rate = 1 - keepProbability.",
  keep_prob: "rate is the probability to drop: rate = 1 - keep_prob.",
  p: "Name it rate; like PyTorch's p it is the probability to drop.",
};

/**
 * Returns `rate` if it is a probability to drop: in [0, 1], and not strictly between 1 - 2^-20 and 1.
 *
 * @throws {InvalidOptionError} otherwise; for an object with `keepProb` the error says how to convert it.
 */
export function requireDropoutRate(rate: unknown): number {
  if (typeof rate === "object" && rate !== null) rejectUnknownOptions("dropout", rate, ["rate"], RATE_HINTS);
  const value = requireNumber("rate", rate, {
    min: 0,
    max: 1,
    remedy: "It is the probability to drop a unit: 0 drops nothing, 1 everything.",
  });
  if (value > HIGHEST_RATE_BELOW_ONE && value < 1) {
    throw new InvalidOptionError({
      subject: "rate",
      rule: "must not lie strictly between 1 - 2^-20 and 1",
      received: value,
      remedy: "Use 1 to drop everything.",
    });
  }
  return value;
}
