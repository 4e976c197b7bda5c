import { DROPOUT_RATE, RATE_HINTS } from "../../dropout/dropout-rate.ts";
import { requireScheduledRate, type RateSchedule } from "../../dropout/rate-schedule.ts";
import { requireOneOf } from "../../errors/check-option.ts";
import { activationAxes, drawnActivation } from "../drawn-activation.ts";
import { makeLayer, type LayerDefinition } from "../layer-definition.ts";

/** What {@link stochasticDepth} returns. */
export interface StochasticDepthSpec {
  readonly kind: "stochastic-depth";
  readonly rate: number | RateSchedule;
  /** Whether every row drops by itself or the whole batch at once. */
  readonly mode: "row" | "batch";
}

export const STOCHASTIC_DEPTH: LayerDefinition<StochasticDepthSpec> = {
  kind: "stochastic-depth",
  options: ["rate", "mode"],
  hints: RATE_HINTS,
  check: (subject, { rate, mode = "row" }) => ({
    kind: "stochastic-depth",
    rate: requireScheduledRate(rate, DROPOUT_RATE),
    mode: requireOneOf(`${subject}: mode`, mode, ["row", "batch"]),
  }),
  infer({ rate, mode }, inputShape) {
    const axes = activationAxes(inputShape);
    return drawnActivation("dropout", rate, inputShape, mode === "batch" ? axes : axes.slice(1));
  },
};

/**
 * Stochastic depth: in training a whole row becomes 0 with probability `rate`, or with mode "batch" the whole batch,
 * and survivors are scaled by 1 / (1 - rate), as torchvision's `StochasticDepth` does. It stands at the end of a residual
 * branch, which it thereby skips.
 *
 * @param rate in [0, 1]. Or a schedule.
 * @param options.mode whether every row draws for itself, or one draw serves the batch. @default "row"
 * @throws {InvalidOptionError} as {@link dropout}, and for another mode.
 * @example
 * stochasticDepth(0.2);
 * @see Huang et al., "Deep networks with stochastic depth" (2016)
 */
export function stochasticDepth(
  rate: number | RateSchedule,
  options: { readonly mode?: "row" | "batch" } = {},
): StochasticDepthSpec {
  return makeLayer(STOCHASTIC_DEPTH, "stochasticDepth", { ...options, rate });
}
