import { drawNormal } from "./draw-normal.ts";
import { fansOf } from "./fans.ts";
import { requireGain } from "./gain.ts";
import { makeInitializer, type InitializerDefinition } from "./initializer-definition.ts";

/** What {@link xavierNormal} returns. */
export interface XavierNormalSpec {
  readonly kind: "xavier-normal";
  readonly gain: number;
}

export const XAVIER_NORMAL: InitializerDefinition<XavierNormalSpec> = {
  kind: "xavier-normal",
  options: ["gain"],
  hints: { seed: "Weights are drawn from the run's seed." },
  needsFans: true,
  check: (subject, { gain = 1 }) => ({ kind: "xavier-normal", gain: requireGain(subject, gain) }),
  law:
    ({ gain }) =>
    (key, shape) => {
      const { fanIn, fanOut } = fansOf(shape);
      const deviation = gain * Math.sqrt(2 / (fanIn + fanOut));
      return drawNormal(key, shape, 0, deviation);
    },
};

/**
 * Glorot's (Xavier's) normal law: mean 0, standard deviation gain·√(2/(fanIn + fanOut)). PyTorch's `xavier_normal_`.
 * Keras's and tfjs's `GlorotNormal` is cut at two standard deviations.
 *
 * @param options.gain greater than 0. @default 1
 * @throws {InvalidOptionError} if the gain is not positive.
 * @example
 * dense(128, { initializer: xavierNormal() });
 * @see Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks" (2010)
 */
export function xavierNormal(options: { readonly gain?: number } = {}): XavierNormalSpec {
  return makeInitializer(XAVIER_NORMAL, "xavierNormal", { ...options });
}
