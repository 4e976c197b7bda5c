import { elementwise } from "../elementwise.ts";
import { layerOf, type LayerDefinition } from "../layer-definition.ts";

/** What {@link tanh} returns. */
export interface TanhSpec {
  readonly kind: "tanh";
}

export const TANH: LayerDefinition<TanhSpec> = {
  kind: "tanh",
  options: [],
  check: () => ({ kind: "tanh" }),
  infer: elementwise,
};

/**
 * y = tanh x, elementwise.
 *
 * @example
 * tanh();
 */
export function tanh(): TanhSpec {
  return layerOf(TANH, { kind: "tanh" });
}
