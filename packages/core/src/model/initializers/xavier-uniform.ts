import { drawUniform } from "./draw-uniform.ts";
import { fansOf } from "./fans.ts";
import { requireGain } from "./gain.ts";
import { makeInitializer, type InitializerDefinition } from "./initializer-definition.ts";

/** What {@link xavierUniform} returns. */
export interface XavierUniformSpec {
  readonly kind: "xavier-uniform";
  readonly gain: number;
}

export const XAVIER_UNIFORM: InitializerDefinition<XavierUniformSpec> = {
  kind: "xavier-uniform",
  options: ["gain"],
  hints: { seed: "Weights are drawn from the run's seed." },
  needsFans: true,
  check: (subject, { gain = 1 }) => ({ kind: "xavier-uniform", gain: requireGain(subject, gain) }),
  law:
    ({ gain }) =>
    (key, shape) => {
      const { fanIn, fanOut } = fansOf(shape);
      const deviation = gain * Math.sqrt(2 / (fanIn + fanOut));
      const bound = Math.sqrt(3) * deviation;
      return drawUniform(key, shape, -bound, bound);
    },
};

/**
 * Glorot's (Xavier's) uniform law: [-b, b) with b = √3·gain·√(2/(fanIn + fanOut)). PyTorch's `xavier_uniform_`; Keras's
 * `GlorotUniform`, which is its default for weights, beside biases of 0.
 *
 * @param options.gain greater than 0. @default 1
 * @throws {InvalidOptionError} if the gain is not positive.
 * @example
 * dense(128, { initializer: xavierUniform(), biasInitializer: zerosInit() }); // as Keras does by default
 * @see Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks" (2010)
 */
export function xavierUniform(options: { readonly gain?: number } = {}): XavierUniformSpec {
  return makeInitializer(XAVIER_UNIFORM, "xavierUniform", { ...options });
}
