import { expInDouble } from "./exp.ts";
import { logInDouble } from "./log.ts";

/**
 * log(1 + e^x) for an f32 x, computed in f64 and rounded once, with the same bits on every machine.
 *
 * max(x, 0) + log(1 + u) with u = e^-|x|. Below 2^-20 log(1 + u) is its series u - u²/2 + u³/3, since 1 + u would lose
 * what is left of u; above, the sum is exact to 2^-53 and so the logarithm to 2^-33 of itself. Error: at most 0.5 + 2^-8
 * ulp.
 *
 * @example
 * softplus(0); // 0.6931471824645996
 */
export function softplus(x: number): number {
  const u = expInDouble(-Math.abs(x));
  const rest = u < 2 ** -20 ? u * (1 - u * (1 / 2 - u / 3)) : logInDouble(1 + u);
  return Math.fround((x > 0 ? x : 0) + rest);
}
