import { InvalidOptionError } from "../../errors/lockstep-error.ts";

/**
 * Checks sampling weights as `torch.multinomial` does, and one thing more: without replacement there have to be as many
 * weights above 0 as draws, because PyTorch fills up with rows of weight 0 in an order that it leaves open.
 *
 * @returns a copy in f64.
 * @throws {InvalidOptionError} otherwise.
 */
export function requireWeights(
  weights: ArrayLike<number>,
  { count, replacement }: { readonly count: number; readonly replacement: boolean },
): Float64Array {
  const copy = Float64Array.from(weights);
  let sum = 0;
  for (const [index, weight] of copy.entries()) {
    sum += weight;
    if (weight >= 0 && sum < Infinity) continue;
    throw new InvalidOptionError({
      subject: `weights[${index}]`,
      rule: "must be a number of at least 0, and the sum of all finite",
      received: weight,
    });
  }
  const positive = copy.reduce((total, weight) => total + (weight > 0 ? 1 : 0), 0);
  if (positive >= (replacement ? 1 : count)) return copy;
  throw new InvalidOptionError({
    subject: "weights",
    rule: replacement
      ? "must have one above 0"
      : `must have at least ${count} above 0 to draw ${count} without replacement`,
    received: positive,
    remedy: replacement ? "Give some row a weight." : "Draw fewer rows, or with replacement.",
  });
}
