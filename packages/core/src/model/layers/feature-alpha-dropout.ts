import { DROPOUT_RATE, RATE_HINTS } from "../../dropout/dropout-rate.ts";
import { requireScheduledRate, type RateSchedule } from "../../dropout/rate-schedule.ts";
import { activationAxes, drawnActivation } from "../drawn-activation.ts";
import { makeLayer, type LayerDefinition } from "../layer-definition.ts";

/** What {@link featureAlphaDropout} returns. */
export interface FeatureAlphaDropoutSpec {
  readonly kind: "feature-alpha-dropout";
  readonly rate: number | RateSchedule;
}

export const FEATURE_ALPHA_DROPOUT: LayerDefinition<FeatureAlphaDropoutSpec> = {
  kind: "feature-alpha-dropout",
  options: ["rate"],
  hints: RATE_HINTS,
  check: (_subject, { rate }) => ({ kind: "feature-alpha-dropout", rate: requireScheduledRate(rate, DROPOUT_RATE) }),
  infer: ({ rate }, inputShape) =>
    drawnActivation("alpha-dropout", rate, inputShape, activationAxes(inputShape).slice(2)),
};

/**
 * Alpha dropout of whole channels: every axis after [rows, channels] shares the draw, as in PyTorch's
 * `FeatureAlphaDropout`.
 *
 * @throws {InvalidOptionError} as {@link dropout}.
 * @example
 * featureAlphaDropout(0.1);
 */
export function featureAlphaDropout(rate: number | RateSchedule): FeatureAlphaDropoutSpec {
  return makeLayer(FEATURE_ALPHA_DROPOUT, "featureAlphaDropout", { rate });
}
