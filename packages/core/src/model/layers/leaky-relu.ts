import { requireNumber } from "../../errors/check-option.ts";
import { elementwise } from "../elementwise.ts";
import { makeLayer, type LayerDefinition } from "../layer-definition.ts";

/** What {@link leakyRelu} returns. */
export interface LeakyReluSpec {
  readonly kind: "leaky-relu";
  readonly slope: number;
}

export const LEAKY_RELU: LayerDefinition<LeakyReluSpec> = {
  kind: "leaky-relu",
  options: ["slope"],
  check: (subject, { slope = 0.01 }) => ({ kind: "leaky-relu", slope: requireNumber(`${subject}: slope`, slope) }),
  infer: elementwise,
};

/**
 * y = x for x > 0, slope·x otherwise.
 *
 * @param slope a finite number. @default 0.01
 * @throws {InvalidOptionError} if the slope is not finite.
 * @example
 * leakyRelu(0.2);
 */
export function leakyRelu(slope = 0.01): LeakyReluSpec {
  return makeLayer(LEAKY_RELU, "leakyRelu", { slope });
}
