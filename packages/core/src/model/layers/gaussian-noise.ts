import { STANDARD_DEVIATION } from "../../dropout/dropout-rate.ts";
import { requireScheduledRate, type RateSchedule } from "../../dropout/rate-schedule.ts";
import { makeLayer, type LayerDefinition } from "../layer-definition.ts";

/** What {@link gaussianNoise} returns. */
export interface GaussianNoiseSpec {
  readonly kind: "gaussian-noise";
  /** At least 0. */
  readonly standardDeviation: number | RateSchedule;
}

export const GAUSSIAN_NOISE: LayerDefinition<GaussianNoiseSpec> = {
  kind: "gaussian-noise",
  options: ["standardDeviation"],
  check: (_subject, { standardDeviation }) => ({
    kind: "gaussian-noise",
    standardDeviation: requireScheduledRate(standardDeviation, STANDARD_DEVIATION),
  }),
  infer: ({ standardDeviation }, inputShape) => ({
    outputShape: inputShape,
    randomSites: [{ kind: "gaussian-noise", standardDeviation, shape: (rows) => [rows, ...inputShape] }],
  }),
};

/**
 * Additive noise: in training y = x + standardDeviation · z with z normal; in evaluation the identity. The gradient
 * passes unchanged.
 *
 * @param standardDeviation at least 0, in the units of x; 0 is the identity. Or a schedule whose rates it is.
 * @throws {InvalidOptionError} if it is NaN, infinite or negative.
 * @example
 * gaussianNoise(0.1);
 */
export function gaussianNoise(standardDeviation: number | RateSchedule): GaussianNoiseSpec {
  return makeLayer(GAUSSIAN_NOISE, "gaussianNoise", { standardDeviation });
}
