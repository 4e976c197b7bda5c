import type { ResolvedLayer } from "@lockstep/core/engine";
import type { RoundingContext, Roundings } from "./roundings.ts";

const product = (lengths: readonly number[]): number => lengths.reduce((total, length) => total * length, 1);

/**
 * Norms over n elements: a mean is n + F roundings, the variance another n + F + 2 (difference and square), its root and
 * reciprocal 2F, and 4 shift and scale. Backwards the two means of the gradient, over n elements each, come on top.
 */
export function normRoundings(layer: ResolvedLayer, { rows, perFunction: F }: RoundingContext): Roundings | undefined {
  const elements = elementsOfNorm(layer, rows);
  if (elements === undefined) return undefined;
  const output = 2 * elements + 4 * F + 6;
  // An affine parameter of a channel or of an element of the row: a sum over all places that it applies to.
  const places = (rows * product(layer.inputShape)) / Math.max(1, product(layer.parameters[0]?.shape ?? [1]));
  return {
    output,
    inputGradient: output + 2 * elements + 2 * F + 6,
    parameterGradient: layer.parameters.length === 0 ? 0 : output + places + 1,
  };
}

/** Over how many elements a norm takes its mean; undefined for a layer that is no norm. */
export function elementsOfNorm({ spec, inputShape }: ResolvedLayer, rows: number): number | undefined {
  const size = product(inputShape);
  const channels = inputShape[0] ?? 1;
  switch (spec.kind) {
    case "batch-norm":
      return (rows * size) / channels;
    case "layer-norm":
      return product(spec.normalizedShape ?? inputShape);
    case "group-norm":
      return size / (spec.groups === "channels" ? channels : spec.groups);
    default:
      return undefined;
  }
}
