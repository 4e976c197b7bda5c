import { dropout as coreDropout, type RateSchedule } from "@lockstep/core";
import { RATE_HINTS } from "@lockstep/core/engine";

import type { LayersNamespace } from "../namespace/layers-namespace.ts";
import { axesWithinChannels, requireAxisCount, requireDataFormat } from "./channel-axes.ts";
import { makeRandomLayer } from "./random-layer-classes.ts";
import type { DataFormat, RandomLayerKind } from "./random-layer-kind.ts";
import type { RandomLayerOptions } from "./random-layer-options.ts";
import type { RandomLayer } from "./random-layer.ts";

/** Options of the layers that drop whole channels. */
export interface ChannelDropoutLayerOptions extends RandomLayerOptions {
  /** Probability of dropping a channel, in [0, 1]; a number, or a schedule by optimiser step. */
  readonly rate: number | RateSchedule;
  /** Where the input has its channels. @default "channelsLast" */
  readonly dataFormat?: DataFormat;
}

function spatialKind(spatialAxes: 1 | 2 | 3): RandomLayerKind {
  const maker = `spatialDropout${spatialAxes}d`;
  return {
    className: `LockstepSpatialDropout${spatialAxes}D`,
    maker,
    draws: "dropout",
    options: ["rate", "dataFormat"],
    hints: { ...RATE_HINTS, sharedAxes: "Use dropout(tf, { sharedAxes })." },
    check: ({ rate, dataFormat }) => ({
      rate: coreDropout(rate as number).rate,
      dataFormat: requireDataFormat(maker, dataFormat ?? undefined),
    }),
    sharedAxes({ dataFormat }, axisCount) {
      requireAxisCount(maker, axisCount, spatialAxes + 2);
      return axesWithinChannels(dataFormat!, axisCount);
    },
  };
}

export const SPATIAL_DROPOUT_1D: RandomLayerKind = spatialKind(1);
export const SPATIAL_DROPOUT_2D: RandomLayerKind = spatialKind(2);
export const SPATIAL_DROPOUT_3D: RandomLayerKind = spatialKind(3);

/**
 * Spatial dropout of [rows, time, channels]: whole channels drop. The mask is core's over [rows, 1, channels], in which core's
 * own `lockedDropout` draws; with `dataFormat: "channelsFirst"` it is over [rows, channels, 1].
 *
 * @throws {InvalidOptionError} as {@link dropout}, and for another `dataFormat`.
 * @throws {ShapeMismatchError} as the model is built, if the input has not three axes.
 * @example
 * const layer = spatialDropout1d(tf, { rate: 0.2, seed: 42, site: 0 });
 * layer.getClassName(); // "LockstepSpatialDropout1D"
 * @see Tompson et al., "Efficient object localization using convolutional networks" (2015)
 */
export function spatialDropout1d(tf: LayersNamespace, options: ChannelDropoutLayerOptions): RandomLayer {
  return makeRandomLayer(tf, SPATIAL_DROPOUT_1D, options);
}

/**
 * Spatial dropout of [rows, height, width, channels], which stock tfjs does not have: whole channels drop. The mask is
 * core's over [rows, 1, 1, channels]; with `dataFormat: "channelsFirst"` over [rows, channels, 1, 1].
 *
 * @throws {InvalidOptionError} as {@link spatialDropout1d}.
 * @throws {ShapeMismatchError} as the model is built, if the input has not four axes.
 * @example
 * const layer = spatialDropout2d(tf, { rate: 0.2, seed: 42, site: 0 });
 * layer.getClassName(); // "LockstepSpatialDropout2D"
 */
export function spatialDropout2d(tf: LayersNamespace, options: ChannelDropoutLayerOptions): RandomLayer {
  return makeRandomLayer(tf, SPATIAL_DROPOUT_2D, options);
}

/**
 * Spatial dropout of [rows, depth, height, width, channels], which stock tfjs does not have: whole channels drop. The mask
 * is core's over [rows, 1, 1, 1, channels]; with `dataFormat: "channelsFirst"` over [rows, channels, 1, 1, 1].
 *
 * @throws {InvalidOptionError} as {@link spatialDropout1d}.
 * @throws {ShapeMismatchError} as the model is built, if the input has not five axes.
 * @example
 * const layer = spatialDropout3d(tf, { rate: 0.2, seed: 42, site: 0 });
 * layer.getClassName(); // "LockstepSpatialDropout3D"
 */
export function spatialDropout3d(tf: LayersNamespace, options: ChannelDropoutLayerOptions): RandomLayer {
  return makeRandomLayer(tf, SPATIAL_DROPOUT_3D, options);
}
