import { makeLayer, type LayerDefinition } from "../layer-definition.ts";
import {
  checkRecurrent,
  inferRecurrent,
  RECURRENT_HINTS,
  RECURRENT_OPTIONS,
  type RecurrentOptions,
  type RecurrentSpec,
} from "../recurrent.ts";

/** What {@link gru} returns. */
export interface GruSpec extends RecurrentSpec {
  readonly kind: "gru";
}

export const GRU: LayerDefinition<GruSpec> = {
  kind: "gru",
  options: RECURRENT_OPTIONS,
  hints: RECURRENT_HINTS,
  check: (subject, options) => ({ kind: "gru", ...checkRecurrent(subject, options) }),
  infer: (layer, inputShape, place) => inferRecurrent(3, layer, inputShape, place),
};

/**
 * Gated recurrent units over the positions of rows of shape [positions, features]. With a = W_ih·x + b_ih and u = W_hh·h +
 * b_hh, both cut into r, z, n:
 *
 *     r = σ(a_r + u_r)   z = σ(a_z + u_z)   n = tanh(a_n + r ⊙ u_n)   h' = (1 - z) ⊙ n + z ⊙ h
 *
 * beginning with h = 0. The output is [hidden], or [positions, hidden] with returnSequence "all"; twice as wide if
 * bidirectional. PyTorch's `nn.GRU(..., batch_first=True)` with its parameters by name; Keras's `GRU` has the order z, r, n,
 * transposed kernels, and the same law under `reset_after=True`, its default.
 *
 * @param options.hidden length of h.
 * @param options.layers how many, one on top of the other. @default 1
 * @param options.bidirectional whether a second one reads from the last position to the first. @default false
 * @param options.bias whether biases are added. @default true
 * @param options.returnSequence h after every position, or after the last. @default "last"
 * @param options.inputDropout probability of dropping a feature of x, at all positions alike. @default none
 * @param options.recurrentDropout probability of dropping a unit of h in W_hh·h, at all positions alike. @default none
 * @throws {InvalidOptionError} if an option is out of range, unknown or missing.
 * @example
 * gru({ hidden: 64, returnSequence: "all", inputDropout: 0.2, recurrentDropout: 0.2 });
 * @see Cho et al., "Learning phrase representations using RNN encoder-decoder" (2014); Gal and Ghahramani, "A
 * theoretically grounded application of dropout in recurrent neural networks" (2016)
 */
export function gru(options: RecurrentOptions): GruSpec {
  return makeLayer(GRU, "gru", { ...options });
}
