import { InvalidOptionError } from "../errors/lockstep-error.ts";

/**
 * Checks weights and returns a copy in f64.
 *
 * @throws {InvalidOptionError} naming the first that is not a finite number of at least 0, or if none is above 0 or their
 * sum overflows.
 */
export function requireWeights(subject: string, weights: ArrayLike<number>): Float64Array {
  if (typeof weights !== "object" || weights === null || !Number.isSafeInteger(weights.length)) {
    throw new InvalidOptionError({ subject, rule: "takes a list of weights", received: weights });
  }
  let sum = 0;
  for (let index = 0; index < weights.length; index++) {
    const weight: unknown = weights[index];
    if (typeof weight !== "number" || !(weight >= 0 && weight < Infinity)) {
      throw new InvalidOptionError({
        subject: `${subject}: weight ${index}`,
        rule: "must be finite and not negative",
        received: weight,
      });
    }
    sum += weight;
  }
  if (sum > 0 && sum < Infinity) return Float64Array.from(weights);
  throw new InvalidOptionError({
    subject: `${subject}: weights`,
    rule: "must have a positive, finite sum",
    received: sum,
    remedy: "At least one row must weigh more than 0.",
  });
}
