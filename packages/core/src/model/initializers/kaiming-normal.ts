import { drawNormal } from "./draw-normal.ts";
import { fansOf } from "./fans.ts";
import { KAIMING_HINTS, KAIMING_OPTIONS, requireKaiming, type KaimingOptions } from "./gain.ts";
import { makeInitializer, type InitializerDefinition } from "./initializer-definition.ts";

/** What {@link kaimingNormal} returns. */
export interface KaimingNormalSpec {
  readonly kind: "kaiming-normal";
  readonly mode: "fan-in" | "fan-out";
  readonly gain: number;
}

export const KAIMING_NORMAL: InitializerDefinition<KaimingNormalSpec> = {
  kind: "kaiming-normal",
  options: KAIMING_OPTIONS,
  hints: KAIMING_HINTS,
  needsFans: true,
  check: (subject, options) => ({ kind: "kaiming-normal", ...requireKaiming(subject, options) }),
  law:
    ({ mode, gain }) =>
    (key, shape) => {
      const { fanIn, fanOut } = fansOf(shape);
      return drawNormal(key, shape, 0, gain / Math.sqrt(mode === "fan-in" ? fanIn : fanOut));
    },
};

/**
 * Kaiming He's normal law: mean 0, standard deviation gain/√fan. PyTorch's `kaiming_normal_`. Keras's `HeNormal` is cut at
 * two standard deviations.
 *
 * @param options.mode "fan-in" or "fan-out". @default "fan-in"
 * @param options.nonlinearity what follows the layer. @default "relu"
 * @param options.slope of the leaky relu. @default 0.01
 * @param options.gain instead of a nonlinearity. @default that of the nonlinearity
 * @throws {InvalidOptionError} if an option is out of range, unknown, or does not go with another.
 * @example
 * dense(128, { initializer: kaimingNormal({ mode: "fan-out" }) });
 * @see He et al., "Delving deep into rectifiers" (2015)
 */
export function kaimingNormal(options: KaimingOptions = {}): KaimingNormalSpec {
  return makeInitializer(KAIMING_NORMAL, "kaimingNormal", { ...options });
}
