import { requireNumber } from "../errors/check-option.ts";
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
 * @throws {InvalidOptionError} otherwise.
 */
export function requireDropoutRate(rate: unknown): number {
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

/** Which rates a layer takes. */
export interface RateLaw {
  /** Returns a single rate that is allowed, and throws otherwise. */
  readonly require: (value: unknown) => number;
  /** A straight line between two different rates must stay at or below this one. */
  readonly highestOfLine: number;
}

/** The law of all members of the family that drop units. */
export const DROPOUT_RATE: RateLaw = { require: requireDropoutRate, highestOfLine: HIGHEST_RATE_BELOW_ONE };

/** The law of gaussian dropout: below 1, where the variance rate / (1 - rate) of its noise is finite. */
export const GAUSSIAN_DROPOUT_RATE: RateLaw = { require: requireGaussianRate, highestOfLine: HIGHEST_RATE_BELOW_ONE };

/** The law of gaussian noise: any finite number that is not negative. */
export const STANDARD_DEVIATION: RateLaw = {
  require: (value) => requireNumber("standardDeviation", value, { min: 0 }),
  highestOfLine: Infinity,
};

function requireGaussianRate(rate: unknown): number {
  const value = requireDropoutRate(rate);
  if (value < 1) return value;
  throw new InvalidOptionError({
    subject: "rate",
    rule: "of gaussian dropout must be below 1, since its noise has the variance rate / (1 - rate)",
    received: value,
    remedy: "Use dropout(1) to drop everything.",
  });
}
