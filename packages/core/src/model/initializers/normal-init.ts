import { requireNumber } from "../../errors/check-option.ts";
import { drawNormal } from "./draw-normal.ts";
import { makeInitializer, type InitializerDefinition } from "./initializer-definition.ts";

/** What {@link normalInit} returns. */
export interface NormalInitSpec {
  readonly kind: "normal";
  readonly mean: number;
  readonly standardDeviation: number;
}

export const NORMAL_INIT: InitializerDefinition<NormalInitSpec> = {
  kind: "normal",
  options: ["mean", "standardDeviation"],
  hints: { std: "Name it standardDeviation.", stddev: "Name it standardDeviation." },
  needsFans: false,
  check: (subject, { mean = 0, standardDeviation }) => ({
    kind: "normal",
    mean: requireNumber(`${subject}: mean`, mean),
    standardDeviation: requireNumber(`${subject}: standardDeviation`, standardDeviation, { min: 0 }),
  }),
  law:
    ({ mean, standardDeviation }) =>
    (key, shape) =>
      drawNormal(key, shape, mean, standardDeviation),
};

/**
 * Normal. PyTorch's `normal_` has the standard deviation 1 by default, Keras's `RandomNormal` 0.05: here it is written out.
 *
 * @param options.mean a finite number. @default 0
 * @param options.standardDeviation at least 0.
 * @throws {InvalidOptionError} if an option is missing, not finite, or negative.
 * @example
 * dense(10, { initializer: normalInit({ standardDeviation: 0.02 }) });
 */
export function normalInit(options: { readonly mean?: number; readonly standardDeviation: number }): NormalInitSpec {
  return makeInitializer(NORMAL_INIT, "normalInit", options);
}
