import { elementwise } from "../elementwise.ts";
import { layerOf, type LayerDefinition } from "../layer-definition.ts";

/** What {@link selu} returns. */
export interface SeluSpec {
  readonly kind: "selu";
}

export const SELU: LayerDefinition<SeluSpec> = {
  kind: "selu",
  options: [],
  check: () => ({ kind: "selu" }),
  infer: elementwise,
};

/**
 * The scaled exponential linear unit: y = s·x for x > 0, s·α·(e^x - 1) otherwise, with s = 1.0507009873554805 and α =
 * 1.6732632423543772. It keeps mean 0 and variance 1 where the weights have the variance 1 / fan-in (`lecunNormal`), and
 * goes with `alphaDropout`. The same in PyTorch and Keras.
 *
 * @example
 * selu();
 * @see Klambauer et al., "Self-normalizing neural networks" (2017)
 */
export function selu(): SeluSpec {
  return layerOf(SELU, { kind: "selu" });
}
