import { DROPOUT_RATE, RATE_HINTS } from "../../dropout/dropout-rate.ts";
import { requireScheduledRate, type RateSchedule } from "../../dropout/rate-schedule.ts";
import { drawnActivation, requireActivationAxes } from "../drawn-activation.ts";
import { makeLayer, type LayerDefinition } from "../layer-definition.ts";
import { sharedAxesOption, type DropoutOptions } from "./dropout.ts";

/** What {@link alphaDropout} returns. */
export interface AlphaDropoutSpec extends DropoutOptions {
  readonly kind: "alpha-dropout";
  readonly rate: number | RateSchedule;
}

export const ALPHA_DROPOUT: LayerDefinition<AlphaDropoutSpec> = {
  kind: "alpha-dropout",
  options: ["rate", "sharedAxes"],
  hints: RATE_HINTS,
  check: (subject, { rate, sharedAxes = [] }) => ({
    kind: "alpha-dropout",
    rate: requireScheduledRate(rate, DROPOUT_RATE),
    ...sharedAxesOption(subject, sharedAxes),
  }),
  infer: ({ rate, sharedAxes = [] }, inputShape, place) =>
    drawnActivation("alpha-dropout", rate, inputShape, requireActivationAxes(sharedAxes, inputShape, place)),
};

/**
 * Alpha dropout, for networks of SELUs: a dropped unit goes to SELU's negative limit, -1.7581, and an affine map
 * restores mean 0 and variance 1. The constants are PyTorch's and Keras's; tfjs has the sign of the limit wrong.
 *
 * @param rate in [0, 1]; 0 is the identity, 1 gives zeros, as in PyTorch. Or a schedule.
 * @param options.sharedAxes as for {@link dropout}. @default none
 * @throws {InvalidOptionError} as {@link dropout}.
 * @example
 * alphaDropout(0.1);
 * @see Klambauer et al., "Self-normalizing neural networks" (2017)
 */
export function alphaDropout(rate: number | RateSchedule, options: DropoutOptions = {}): AlphaDropoutSpec {
  return makeLayer(ALPHA_DROPOUT, "alphaDropout", { ...options, rate });
}
