import type { MersenneTwister } from "../mersenne-twister.ts";
import { exponentialDraws } from "./exponential-draws.ts";
import { uniformDouble } from "./uniform-draws.ts";

/**
 * `torch.multinomial` of one row of f64 weights.
 *
 * With replacement: the running sums of the weights are divided by the last one; each draw takes a uniform f64 (two
 * words) and gives the first index whose share reaches it. Without replacement, and for a single draw: each weight is
 * divided by an exponential draw of its own (two words), and the largest quotients win, in falling order.
 *
 * The weights have been checked: finite, none negative, and as many above 0 as are drawn without replacement.
 */
export function multinomial(
  engine: MersenneTwister,
  weights: Float64Array,
  { count, replacement }: { readonly count: number; readonly replacement: boolean },
): Uint32Array {
  // PyTorch takes this shortcut with replacement too, so that one draw uses words by the number of weights.
  if (!replacement || count === 1) return largestQuotients(engine, weights, count);
  const shares = runningShares(weights);
  return Uint32Array.from({ length: count }, () => firstReaching(shares, uniformDouble(engine)));
}

function largestQuotients(engine: MersenneTwister, weights: Float64Array, count: number): Uint32Array {
  const quotients = exponentialDraws(engine, weights.length);
  for (let index = 0; index < quotients.length; index++) quotients[index] = weights[index]! / quotients[index]!;
  const order = Uint32Array.from(weights, (_, index) => index);
  return order.sort((a, b) => quotients[b]! - quotients[a]! || a - b).slice(0, count);
}

function runningShares(weights: Float64Array): Float64Array {
  let sum = 0;
  const shares = weights.map((weight) => (sum += weight));
  for (let index = 0; index < shares.length; index++) shares[index]! /= sum;
  return shares;
}

/** Bisection for the first share that is not below `uniform`. */
function firstReaching(shares: Float64Array, uniform: number): number {
  let low = 0;
  let high = shares.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (shares[middle]! < uniform) low = middle + 1;
    else high = middle;
  }
  return low;
}
