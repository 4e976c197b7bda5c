import { drawUniform } from "./draw-uniform.ts";
import { fansOf } from "./fans.ts";
import { KAIMING_HINTS, KAIMING_OPTIONS, requireKaiming, type KaimingOptions } from "./gain.ts";
import { makeInitializer, type InitializerDefinition } from "./initializer-definition.ts";

/** What {@link kaimingUniform} returns. */
export interface KaimingUniformSpec {
  readonly kind: "kaiming-uniform";
  readonly mode: "fan-in" | "fan-out";
  readonly gain: number;
}

export const KAIMING_UNIFORM: InitializerDefinition<KaimingUniformSpec> = {
  kind: "kaiming-uniform",
  options: KAIMING_OPTIONS,
  hints: KAIMING_HINTS,
  needsFans: true,
  check: (subject, options) => ({ kind: "kaiming-uniform", ...requireKaiming(subject, options) }),
  law:
    ({ mode, gain }) =>
    (key, shape) => {
      const { fanIn, fanOut } = fansOf(shape);
      const bound = Math.sqrt(3) * (gain / Math.sqrt(mode === "fan-in" ? fanIn : fanOut));
      return drawUniform(key, shape, -bound, bound);
    },
};

/**
 * Kaiming He's uniform law: [-b, b) with b = √3·gain/√fan. PyTorch's `kaiming_uniform_`; Keras's `HeUniform` with the
 * defaults. PyTorch's own default for dense and convolutional layers is this with the gain of a leaky relu of slope √5.
 *
 * @param options.mode "fan-in" or "fan-out". @default "fan-in"
 * @param options.nonlinearity what follows the layer. @default "relu"
 * @param options.slope of the leaky relu. @default 0.01
 * @param options.gain instead of a nonlinearity. @default that of the nonlinearity
 * @throws {InvalidOptionError} if an option is out of range, unknown, or does not go with another.
 * @example
 * dense(128, { initializer: kaimingUniform() });
 * @see He et al., "Delving deep into rectifiers" (2015)
 */
export function kaimingUniform(options: KaimingOptions = {}): KaimingUniformSpec {
  return makeInitializer(KAIMING_UNIFORM, "kaimingUniform", { ...options });
}
