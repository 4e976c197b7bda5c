import { elementwise } from "../elementwise.ts";
import { layerOf, type LayerDefinition } from "../layer-definition.ts";

/** What {@link silu} returns. */
export interface SiluSpec {
  readonly kind: "silu";
}

export const SILU: LayerDefinition<SiluSpec> = {
  kind: "silu",
  options: [],
  check: () => ({ kind: "silu" }),
  infer: elementwise,
};

/**
 * The sigmoid linear unit, also called swish: y = x / (1 + e^-x). PyTorch's `SiLU`, Keras's `silu`.
 *
 * @example
 * silu();
 * @see Elfwing, Uchibe and Doya, "Sigmoid-weighted linear units for neural network function approximation" (2017)
 */
export function silu(): SiluSpec {
  return layerOf(SILU, { kind: "silu" });
}
