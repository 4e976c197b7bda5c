import type { RateSchedule } from "../../dropout/rate-schedule.ts";
import { dropout, type DropoutSpec } from "./dropout.ts";

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
