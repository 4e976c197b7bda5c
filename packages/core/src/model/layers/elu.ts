import { requireNumber } from "../../errors/check-option.ts";
import { elementwise } from "../elementwise.ts";
import { makeLayer, type LayerDefinition } from "../layer-definition.ts";

/** What {@link elu} returns. */
export interface EluSpec {
  readonly kind: "elu";
  readonly alpha: number;
}

export const ELU: LayerDefinition<EluSpec> = {
  kind: "elu",
  options: ["alpha"],
  check: (subject, { alpha = 1 }) => ({ kind: "elu", alpha: requireNumber(`${subject}: alpha`, alpha) }),
  infer: elementwise,
};

/**
 * The exponential linear unit: y = x for x > 0, alpha·(e^x - 1) otherwise. The same in PyTorch and Keras.
 *
 * @param alpha a finite number: y tends to -alpha. @default 1
 * @throws {InvalidOptionError} if alpha is not finite.
 * @example
 * elu(0.5);
 * @see Clevert, Unterthiner and Hochreiter, "Fast and accurate deep network learning by exponential linear units" (2016)
 */
export function elu(alpha = 1): EluSpec {
  return makeLayer(ELU, "elu", { alpha });
}
