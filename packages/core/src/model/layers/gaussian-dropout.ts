import { GAUSSIAN_DROPOUT_RATE, RATE_HINTS } from "../../dropout/dropout-rate.ts";
import { requireScheduledRate, type RateSchedule } from "../../dropout/rate-schedule.ts";
import { drawnActivation } from "../drawn-activation.ts";
import { makeLayer, type LayerDefinition } from "../layer-definition.ts";

/** What {@link gaussianDropout} returns. */
export interface GaussianDropoutSpec {
  readonly kind: "gaussian-dropout";
  /** In [0, 1): the noise has the variance rate / (1 - rate). */
  readonly rate: number | RateSchedule;
}

export const GAUSSIAN_DROPOUT: LayerDefinition<GaussianDropoutSpec> = {
  kind: "gaussian-dropout",
  options: ["rate"],
  hints: RATE_HINTS,
  check: (_subject, { rate }) => ({
    kind: "gaussian-dropout",
    rate: requireScheduledRate(rate, GAUSSIAN_DROPOUT_RATE),
  }),
  infer: ({ rate }, inputShape) => drawnActivation("gaussian-dropout", rate, inputShape),
};

/**
 * Gaussian dropout: in training y = x · (1 + √(rate / (1 - rate)) · z) with z normal, which has the mean and variance of
 * dropout's own noise; in evaluation the identity.
 *
 * @param rate in [0, 1); at 1 the variance would be infinite. Or a schedule.
 * @throws {InvalidOptionError} as {@link dropout}, and for a rate of 1.
 * @example
 * gaussianDropout(0.5); // a standard deviation of 1
 * @see Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting" (2014), section 10
 */
export function gaussianDropout(rate: number | RateSchedule): GaussianDropoutSpec {
  return makeLayer(GAUSSIAN_DROPOUT, "gaussianDropout", { rate });
}
