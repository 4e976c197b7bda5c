import { requireNumber } from "../../errors/check-option.ts";
import { elementwise } from "../elementwise.ts";
import { makeLayer, type LayerDefinition } from "../layer-definition.ts";

/** What {@link softplus} returns. */
export interface SoftplusSpec extends Required<SoftplusOptions> {
  readonly kind: "softplus";
}

/** Options of {@link softplus}. */
export interface SoftplusOptions {
  /** How sharply the function bends; greater than 0. @default 1 */
  readonly beta?: number;
  /** Where beta·x is above this, y = x. @default 20 */
  readonly threshold?: number;
}

export const SOFTPLUS: LayerDefinition<SoftplusSpec> = {
  kind: "softplus",
  options: ["beta", "threshold"],
  check: (subject, { beta = 1, threshold = 20 }) => ({
    kind: "softplus",
    beta: requireNumber(`${subject}: beta`, beta, { min: 0, exclusive: "min" }),
    threshold: requireNumber(`${subject}: threshold`, threshold),
  }),
  infer: elementwise,
};

/**
 * A smooth relu: y = log(1 + e^(beta·x)) / beta, and y = x where beta·x > threshold, as in PyTorch. Keras has neither
 * option; its function is this one with beta = 1, but for what the threshold leaves out (below 2.1e-9).
 *
 * @param options.beta greater than 0. @default 1
 * @param options.threshold a finite number. @default 20
 * @throws {InvalidOptionError} if an option is out of range or unknown.
 * @example
 * softplus();
 * softplus({ beta: 2 });
 */
export function softplus(options: SoftplusOptions = {}): SoftplusSpec {
  return makeLayer(SOFTPLUS, "softplus", { ...options });
}
