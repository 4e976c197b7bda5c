import type { ResolvedLayer } from "@lockstep/core/engine";
import type { RoundingContext, Roundings } from "./roundings.ts";

/** Attention and recurrent layers: chains of the products, functions and steps that they are made of. */
export function sequenceRoundings(
  { spec, inputShape }: ResolvedLayer,
  { rows, perFunction: F }: RoundingContext,
): Roundings | undefined {
  const [positions = 1, features = 1] = inputShape;
  switch (spec.kind) {
    case "multi-head-attention": {
      const head = features / spec.heads;
      const softmax = positions + 2 * F + 1;
      // Into q, k, v (E + 1), scores and their scale (d + 1), softmax, mask (1), values (T), out (E + 1).
      const output = features + 1 + head + 1 + softmax + 1 + positions + features + 1;
      // g·W_out (E), da (d), mask (1), ds: two products and a sum of T (T + 4), dq or dk (T), through W_in (3E).
      const back = features + head + 1 + positions + 4 + positions + 3 * features;
      return { output, inputGradient: output + back, parameterGradient: output + back + rows * positions };
    }
    case "gru":
    case "lstm": {
      const gates = spec.kind === "gru" ? 3 : 4;
      const inputs = Math.max(features, 2 * spec.hidden);
      // A step: the longer of both products with bias, gates (a sigmoid or tanh each, one after the other), 6 to join them.
      const cell = Math.max(inputs, spec.hidden) + 2 + 2 * (2 * F + 1) + 6;
      const output = positions * spec.layers * cell;
      // Back through a step: derivatives of the gates, the sum over all gates' units, and the state's own path.
      const back = positions * spec.layers * (gates * spec.hidden + 12);
      return { output, inputGradient: output + back, parameterGradient: output + back + rows * positions };
    }
    default:
      return undefined;
  }
}
