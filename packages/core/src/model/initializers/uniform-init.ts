import { requireNumber } from "../../errors/check-option.ts";
import { InvalidOptionError } from "../../errors/lockstep-error.ts";
import { drawUniform } from "./draw-uniform.ts";
import { makeInitializer, type InitializerDefinition } from "./initializer-definition.ts";

/** What {@link uniformInit} returns. */
export interface UniformInitSpec {
  readonly kind: "uniform";
  readonly min: number;
  readonly max: number;
}

export const UNIFORM_INIT: InitializerDefinition<UniformInitSpec> = {
  kind: "uniform",
  options: ["min", "max"],
  hints: { minval: "Name it min.", maxval: "Name it max.", a: "Name it min.", b: "Name it max." },
  needsFans: false,
  check(subject, { min, max }) {
    const bounds = { min: requireNumber(`${subject}: min`, min), max: requireNumber(`${subject}: max`, max) };
    if (bounds.min < bounds.max) return { kind: "uniform", ...bounds };
    throw new InvalidOptionError({ subject: `${subject}: max`, rule: "must be greater than min", received: bounds });
  },
  law:
    ({ min, max }) =>
    (key, shape) =>
      drawUniform(key, shape, min, max),
};

/**
 * Uniform in [min, max). PyTorch's `uniform_` is [0, 1) by default, Keras's `RandomUniform` [-0.05, 0.05): here both
 * bounds are written out.
 *
 * @param options.min a finite number.
 * @param options.max greater than `min`.
 * @throws {InvalidOptionError} if a bound is missing, or max not greater than min.
 * @example
 * dense(10, { biasInitializer: uniformInit({ min: 0, max: 0.1 }) });
 */
export function uniformInit(options: { readonly min: number; readonly max: number }): UniformInitSpec {
  return makeInitializer(UNIFORM_INIT, "uniformInit", options);
}
