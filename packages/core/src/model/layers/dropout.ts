import { DROPOUT_RATE, RATE_HINTS } from "../../dropout/dropout-rate.ts";
import { requireScheduledRate, type RateSchedule } from "../../dropout/rate-schedule.ts";
import { requireSharedAxes } from "../../dropout/shared-axes.ts";
import { drawnActivation, requireActivationAxes } from "../drawn-activation.ts";
import { makeLayer, type LayerDefinition } from "../layer-definition.ts";

/** What {@link dropout} returns. */
export interface DropoutSpec {
  readonly kind: "dropout";
  /** Probability of *dropping* a unit, in [0, 1]; a number, or a schedule by optimiser step. */
  readonly rate: number | RateSchedule;
  /** Axes of the batch's activation along which units drop together; 0 is the rows. @default none */
  readonly sharedAxes?: readonly number[];
}

/** Options of {@link dropout} and `alphaDropout`. */
export interface DropoutOptions {
  /** Axes of the batch's activation along which units drop together; 0 is the rows. @default none */
  readonly sharedAxes?: readonly number[];
}

export const DROPOUT: LayerDefinition<DropoutSpec> = {
  kind: "dropout",
  options: ["rate", "sharedAxes"],
  hints: RATE_HINTS,
  check: (subject, { rate, sharedAxes = [] }) => ({
    kind: "dropout",
    rate: requireScheduledRate(rate, DROPOUT_RATE),
    ...sharedAxesOption(subject, sharedAxes),
  }),
  infer: ({ rate, sharedAxes = [] }, inputShape, place) =>
    drawnActivation("dropout", rate, inputShape, requireActivationAxes(sharedAxes, inputShape, place)),
};

/** Absent where it is empty, so that a model has one form and one fingerprint. */
export function sharedAxesOption(subject: string, sharedAxes: unknown): DropoutOptions {
  const axes = requireSharedAxes(`${subject}: sharedAxes`, sharedAxes);
  return axes.length === 0 ? {} : { sharedAxes: axes };
}

/**
 * Dropout: in training a unit becomes 0 with probability `rate`, and the survivors are scaled by 1 / (1 - rate); in
 * evaluation it is the identity. The gradient passes through the same mask. `rate` is the probability to *drop*, as in
 * PyTorch and Keras; old TensorFlow asked for the probability to keep.
 *
 * @param rate in [0, 1]; 0 drops nothing, 1 everything. Or a schedule: `linearRate`, `piecewiseRate`.
 * @param options.sharedAxes axes along which units drop together, counted on the batch's activation: with [2, 3] whole
 * channels of [rows, channels, height, width] drop. Keras calls the mask's shape `noise_shape`. @default none
 * @throws {InvalidOptionError} if `rate` is NaN, outside [0, 1] or strictly between 1 - 2^-20 and 1.
 * @example
 * dropout(0.5);
 * @see Hinton et al., "Improving neural networks by preventing co-adaptation of feature detectors" (2012)
 */
export function dropout(rate: number | RateSchedule, options: DropoutOptions = {}): DropoutSpec {
  return makeLayer(DROPOUT, "dropout", { ...options, rate });
}
