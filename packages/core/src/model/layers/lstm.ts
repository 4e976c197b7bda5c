import { makeLayer, type LayerDefinition } from "../layer-definition.ts";
import {
  checkRecurrent,
  inferRecurrent,
  RECURRENT_HINTS,
  RECURRENT_OPTIONS,
  type RecurrentOptions,
  type RecurrentSpec,
} from "../recurrent.ts";

/** What {@link lstm} returns. */
export interface LstmSpec extends RecurrentSpec {
  readonly kind: "lstm";
}

export const LSTM: LayerDefinition<LstmSpec> = {
  kind: "lstm",
  options: RECURRENT_OPTIONS,
  hints: RECURRENT_HINTS,
  check: (subject, options) => ({ kind: "lstm", ...checkRecurrent(subject, options) }),
  infer: (layer, inputShape, place) => inferRecurrent(4, layer, inputShape, place),
};

/**
 * Long short-term memory over the positions of rows of shape [positions, features]. With s = W_ih·x + b_ih + W_hh·h + b_hh,
 * cut into i, f, g, o:
 *
 *     c' = σ(s_f) ⊙ c + σ(s_i) ⊙ tanh(s_g)   h' = σ(s_o) ⊙ tanh(c')
 *
 * beginning with h = c = 0. The output is h as `gru` gives it. PyTorch's `nn.LSTM(..., batch_first=True)` with its
 * parameters by name; Keras's `LSTM` has transposed kernels, one bias, and begins with f's at 1.
 *
 * @param options.hidden length of h and of c.
 * @param options.layers how many, one on top of the other. @default 1
 * @param options.bidirectional whether a second one reads from the last position to the first. @default false
 * @param options.bias whether biases are added. @default true
 * @param options.returnSequence h after every position, or after the last. @default "last"
 * @param options.inputDropout probability of dropping a feature of x, at all positions alike. @default none
 * @param options.recurrentDropout probability of dropping a unit of h in W_hh·h, at all positions alike. @default none
 * @throws {InvalidOptionError} if an option is out of range, unknown or missing.
 * @example
 * lstm({ hidden: 64, layers: 2, bidirectional: true });
 * @see Hochreiter and Schmidhuber, "Long short-term memory" (1997)
 */
export function lstm(options: RecurrentOptions): LstmSpec {
  return makeLayer(LSTM, "lstm", { ...options });
}
