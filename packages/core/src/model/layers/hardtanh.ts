import { requireNumber } from "../../errors/check-option.ts";
import { InvalidOptionError } from "../../errors/lockstep-error.ts";
import { elementwise } from "../elementwise.ts";
import { layerOf, makeLayer, type LayerDefinition } from "../layer-definition.ts";

/** What {@link hardtanh} and {@link relu6} return. */
export interface HardtanhSpec extends Required<HardtanhOptions> {
  readonly kind: "hardtanh";
}

/** Options of {@link hardtanh}. */
export interface HardtanhOptions {
  /** @default -1 */
  readonly min?: number;
  /** Greater than `min`. @default 1 */
  readonly max?: number;
}

export const HARDTANH: LayerDefinition<HardtanhSpec> = {
  kind: "hardtanh",
  options: ["min", "max"],
  hints: { min_val: "Name it min.", max_val: "Name it max.", minVal: "Name it min.", maxVal: "Name it max." },
  check(subject, { min = -1, max = 1 }) {
    const bounds = { min: requireNumber(`${subject}: min`, min), max: requireNumber(`${subject}: max`, max) };
    if (Math.fround(bounds.min) < Math.fround(bounds.max)) return { kind: "hardtanh", ...bounds };
    throw new InvalidOptionError({
      subject: `${subject}: max`,
      rule: "must be greater than min, as f32 numbers too",
      received: bounds,
    });
  },
  infer: elementwise,
};

/**
 * Cuts at two bounds: y = min for x < min, max for x > max, x between. Its derivative at the bounds is taken as 0, as in
 * PyTorch.
 *
 * @param options.min a finite number. @default -1
 * @param options.max greater than `min`. @default 1
 * @throws {InvalidOptionError} if a bound is not finite, or max not greater than min.
 * @example
 * hardtanh({ min: -2, max: 2 });
 */
export function hardtanh(options: HardtanhOptions = {}): HardtanhSpec {
  return makeLayer(HARDTANH, "hardtanh", { ...options });
}

/**
 * relu cut at 6: `hardtanh({ min: 0, max: 6 })`, as PyTorch's `ReLU6` is. Keras: `relu6`, or `ReLU(max_value=6)`.
 *
 * @example
 * relu6();
 */
export function relu6(): HardtanhSpec {
  return layerOf(HARDTANH, { kind: "hardtanh", min: 0, max: 6 });
}
