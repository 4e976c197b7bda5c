import { requireOneOf } from "../../errors/check-option.ts";
import { elementwise } from "../elementwise.ts";
import { makeLayer, type LayerDefinition } from "../layer-definition.ts";

/** What {@link gelu} returns. */
export interface GeluSpec extends Required<GeluOptions> {
  readonly kind: "gelu";
}

/** Options of {@link gelu}. */
export interface GeluOptions {
  /** "none" computes the normal distribution function itself, "tanh" an approximation by tanh. @default "none" */
  readonly approximate?: "none" | "tanh";
}

export const GELU: LayerDefinition<GeluSpec> = {
  kind: "gelu",
  options: ["approximate"],
  check: (subject, { approximate = "none" }) => ({
    kind: "gelu",
    approximate: requireOneOf(
      `${subject}: approximate`,
      approximate,
      ["none", "tanh"],
      'Keras\'s approximate=True is "tanh".',
    ),
  }),
  infer: elementwise,
};

/**
 * The Gaussian error linear unit: y = x·Φ(x) with Φ the distribution function of the standard normal.
 *
 * Exactly, Φ(x) = (1 + erf(x/√2)) / 2; with "tanh", y = x·(1 + tanh(√(2/π)·(x + 0.044715·x³))) / 2, which differs by up to
 * 5e-4. PyTorch's and Keras's default is the exact one, as here; JAX's and GPT-2's is "tanh".
 *
 * @param options.approximate "none" or "tanh". @default "none"
 * @throws {InvalidOptionError} if it is neither.
 * @example
 * gelu();
 * gelu({ approximate: "tanh" });
 * @see Hendrycks and Gimpel, "Gaussian error linear units" (2016)
 */
export function gelu(options: GeluOptions = {}): GeluSpec {
  return makeLayer(GELU, "gelu", { ...options });
}
