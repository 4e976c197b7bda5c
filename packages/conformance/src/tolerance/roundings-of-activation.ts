import type { LayerSpec } from "@lockstep/core";
import type { RoundingContext, Roundings } from "./roundings.ts";

/**
 * Activations by their formulas: F roundings for each exp, log, tanh, erf, division and square root, 1 for each sum and
 * product. `derivative` is the chain of the derivative, without its product with the gradient.
 */
export function activationRoundings(
  spec: LayerSpec,
  inputShape: readonly number[],
  { perFunction: F }: RoundingContext,
): Roundings | undefined {
  const of = (output: number, derivative: number): Roundings => {
    return { output, inputGradient: derivative + 1, parameterGradient: 0 };
  };
  const classes = inputShape.at(-1) ?? 1;
  switch (spec.kind) {
    case "leaky-relu":
      return of(1, 0);
    case "tanh": // 1 - y²
      return of(F, F + 2);
    case "sigmoid": // 1 / (1 + e^-x); y·(1 - y)
      return of(2 * F + 1, 2 * F + 3);
    case "silu": // x·s; s·(1 + x·(1 - s))
      return of(2 * F + 2, 2 * F + 5);
    case "gelu": // ½x·(1 + erf(x/√2)), or tanh of √(2/π)·(x + 0.044715·x³); the derivative adds x times the density
      return spec.approximate === "tanh" ? of(F + 9, F + 18) : of(F + 4, 2 * F + 8);
    case "elu": // α·(e^x - 1); α·e^x
      return of(F + 2, F + 2);
    case "selu": // the same times another constant
      return of(F + 3, F + 3);
    case "softplus": // max(x, 0) + log(1 + e^-|x|), of β·x by β; a sigmoid
      return of(3 * F + 4, 2 * F + 3);
    case "softmax": // e^(x - max) by their sum; y·(g - Σ g·y)
      return of(classes + 2 * F + 1, 2 * classes + 2 * F + 3);
    case "log-softmax": // x - max - log Σ; g - softmax·Σ g
      return of(classes + 2 * F + 2, 2 * classes + 2 * F + 3);
    default:
      return undefined;
  }
}
