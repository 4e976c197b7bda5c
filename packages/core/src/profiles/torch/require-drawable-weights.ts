import { requireWeights } from "../../data/require-weights.ts";
import { InvalidOptionError } from "../../errors/lockstep-error.ts";

/**
 * Checks sampling weights as `torch.multinomial` does, and one thing more: without replacement there have to be as many
 * weights above 0 as draws, because PyTorch fills up with rows of weight 0 in an order that it leaves open.
 *
 * @returns a copy in f64.
 * @throws {InvalidOptionError} otherwise.
 */
export function requireDrawableWeights(
  subject: string,
  weights: ArrayLike<number>,
  { count, replacement }: { readonly count: number; readonly replacement: boolean },
): Float64Array {
  const copy = requireWeights(subject, weights);
  const positive = copy.reduce((total, weight) => total + (weight > 0 ? 1 : 0), 0);
  if (replacement || positive >= count) return copy;
  throw new InvalidOptionError({
    subject: `${subject}: weights`,
    rule: `must have at least ${count} above 0 to draw ${count} without replacement`,
    received: positive,
    remedy: "Draw fewer rows, or with replacement.",
  });
}
