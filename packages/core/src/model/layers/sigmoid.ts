import { elementwise } from "../elementwise.ts";
import { layerOf, type LayerDefinition } from "../layer-definition.ts";

/** What {@link sigmoid} returns. */
export interface SigmoidSpec {
  readonly kind: "sigmoid";
}

export const SIGMOID: LayerDefinition<SigmoidSpec> = {
  kind: "sigmoid",
  options: [],
  check: () => ({ kind: "sigmoid" }),
  infer: elementwise,
};

/**
 * y = 1 / (1 + e^-x), elementwise.
 *
 * @example
 * sigmoid();
 */
export function sigmoid(): SigmoidSpec {
  return layerOf(SIGMOID, { kind: "sigmoid" });
}
