import { elementwise } from "../elementwise.ts";
import { layerOf, type LayerDefinition } from "../layer-definition.ts";

/** What {@link relu} returns. */
export interface ReluSpec {
  readonly kind: "relu";
}

export const RELU: LayerDefinition<ReluSpec> = {
  kind: "relu",
  options: [],
  check: () => ({ kind: "relu" }),
  infer: elementwise,
};

/**
 * y = max(x, 0). Its derivative at 0 is taken as 0, as in PyTorch.
 *
 * @example
 * relu();
 */
export function relu(): ReluSpec {
  return layerOf(RELU, { kind: "relu" });
}
