import type { RateSchedule } from "../dropout/rate-schedule.ts";
import { rejectUnknownOptions } from "../errors/check-option.ts";
import {
  requireDropoutLayer,
  type AlphaDropoutSpec,
  type DropoutSpec,
  type FeatureAlphaDropoutSpec,
  type GaussianDropoutSpec,
  type GaussianNoiseSpec,
  type StochasticDepthSpec,
} from "./dropout-layer-spec.ts";

/** Options of {@link dropout} and {@link alphaDropout}. */
export interface DropoutOptions {
  /** Axes of the batch's activation along which units drop together; 0 is the rows. @default none */
  readonly sharedAxes?: readonly number[];
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
  rejectUnknownOptions("dropout", options, ["sharedAxes"]);
  return requireDropoutLayer("dropout", "dropout", { ...options, rate });
}

/**
 * Spatial dropout of [rows, channels, length]: whole channels drop, as in PyTorch's `Dropout1d`. It is `dropout(rate, {
 * sharedAxes: [2] })`. Keras's `SpatialDropout1D` has channels last, which is {@link lockedDropout}.
 *
 * @throws {InvalidOptionError} as {@link dropout}.
 * @example
 * spatialDropout1d(0.2);
 * @see Tompson et al., "Efficient object localization using convolutional networks" (2015)
 */
export function spatialDropout1d(rate: number | RateSchedule): DropoutSpec {
  return dropout(rate, { sharedAxes: [2] });
}

/**
 * Spatial dropout of [rows, channels, height, width]: whole channels drop, as in PyTorch's `Dropout2d`. It is `dropout(rate, {
 * sharedAxes: [2, 3] })`.
 *
 * @throws {InvalidOptionError} as {@link dropout}.
 * @example
 * spatialDropout2d(0.2);
 * @see Tompson et al., "Efficient object localization using convolutional networks" (2015)
 */
export function spatialDropout2d(rate: number | RateSchedule): DropoutSpec {
  return dropout(rate, { sharedAxes: [2, 3] });
}

/**
 * Spatial dropout of [rows, channels, depth, height, width]: whole channels drop, as in PyTorch's `Dropout3d`. It is `dropout(rate, {
 * sharedAxes: [2, 3, 4] })`.
 *
 * @throws {InvalidOptionError} as {@link dropout}.
 * @example
 * spatialDropout3d(0.2);
 * @see Tompson et al., "Efficient object localization using convolutional networks" (2015)
 */
export function spatialDropout3d(rate: number | RateSchedule): DropoutSpec {
  return dropout(rate, { sharedAxes: [2, 3, 4] });
}

/**
 * Locked (variational) dropout of sequences [rows, time, features]: a feature drops at all times or at none. It is
 * `dropout(rate, { sharedAxes: [1] })`.
 *
 * @throws {InvalidOptionError} as {@link dropout}.
 * @example
 * lockedDropout(0.3);
 * @see Gal and Ghahramani, "A theoretically grounded application of dropout in recurrent neural networks" (2016)
 */
export function lockedDropout(rate: number | RateSchedule): DropoutSpec {
  return dropout(rate, { sharedAxes: [1] });
}

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
  rejectUnknownOptions("alphaDropout", options, ["sharedAxes"]);
  return requireDropoutLayer("alphaDropout", "alpha-dropout", { ...options, rate });
}

/**
 * Alpha dropout of whole channels: every axis after [rows, channels] shares the draw, as in PyTorch's
 * `FeatureAlphaDropout`.
 *
 * @throws {InvalidOptionError} as {@link dropout}.
 * @example
 * featureAlphaDropout(0.1);
 */
export function featureAlphaDropout(rate: number | RateSchedule): FeatureAlphaDropoutSpec {
  return requireDropoutLayer("featureAlphaDropout", "feature-alpha-dropout", { rate });
}

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
  return requireDropoutLayer("gaussianDropout", "gaussian-dropout", { rate });
}

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
  return requireDropoutLayer("gaussianNoise", "gaussian-noise", { standardDeviation });
}

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
  rejectUnknownOptions("stochasticDepth", options, ["mode"]);
  return requireDropoutLayer("stochasticDepth", "stochastic-depth", { ...options, rate });
}
