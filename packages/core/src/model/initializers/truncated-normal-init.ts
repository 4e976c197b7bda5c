import { requireNumber } from "../../errors/check-option.ts";
import { drawTruncatedNormal } from "./draw-normal.ts";
import { makeInitializer, type InitializerDefinition } from "./initializer-definition.ts";

/** What {@link truncatedNormalInit} returns. */
export interface TruncatedNormalInitSpec {
  readonly kind: "truncated-normal";
  readonly mean: number;
  readonly standardDeviation: number;
}

export const TRUNCATED_NORMAL_INIT: InitializerDefinition<TruncatedNormalInitSpec> = {
  kind: "truncated-normal",
  options: ["mean", "standardDeviation"],
  hints: { std: "Name it standardDeviation.", stddev: "Name it standardDeviation." },
  needsFans: false,
  check: (subject, { mean = 0, standardDeviation }) => ({
    kind: "truncated-normal",
    mean: requireNumber(`${subject}: mean`, mean),
    standardDeviation: requireNumber(`${subject}: standardDeviation`, standardDeviation, { min: 0 }),
  }),
  law:
    ({ mean, standardDeviation }) =>
    (key, shape) =>
      drawTruncatedNormal(key, shape, mean, standardDeviation),
};

/**
 * Normal, cut at two standard deviations on both sides, as Keras's `TruncatedNormal`; what comes out has 0.8796 of the
 * standard deviation that is given. PyTorch's `trunc_normal_` counts its bounds, -2 and 2, in the units of the weight:
 * with a standard deviation of 0.02 it cuts nothing.
 *
 * @param options.mean a finite number. @default 0
 * @param options.standardDeviation at least 0.
 * @throws {InvalidOptionError} if an option is missing, not finite, or negative.
 * @example
 * dense(10, { initializer: truncatedNormalInit({ standardDeviation: 0.02 }) });
 */
export function truncatedNormalInit(options: {
  readonly mean?: number;
  readonly standardDeviation: number;
}): TruncatedNormalInitSpec {
  return makeInitializer(TRUNCATED_NORMAL_INIT, "truncatedNormalInit", options);
}
