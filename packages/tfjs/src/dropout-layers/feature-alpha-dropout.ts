import { featureAlphaDropout as coreFeatureAlphaDropout, ShapeMismatchError } from "@lockstep/core";
import { RATE_HINTS } from "@lockstep/core/engine";

import type { LayersNamespace } from "../namespace/layers-namespace.ts";
import { axesWithinChannels, requireDataFormat } from "./channel-axes.ts";
import { makeRandomLayer } from "./random-layer-classes.ts";
import type { RandomLayerKind } from "./random-layer-kind.ts";
import type { RandomLayer } from "./random-layer.ts";
import type { ChannelDropoutLayerOptions } from "./spatial-dropout.ts";

export const FEATURE_ALPHA_DROPOUT: RandomLayerKind = {
  className: "LockstepFeatureAlphaDropout",
  maker: "featureAlphaDropout",
  draws: "alpha-dropout",
  options: ["rate", "dataFormat"],
  hints: { ...RATE_HINTS, sharedAxes: "Use alphaDropout(tf, { sharedAxes })." },
  check: ({ rate, dataFormat }) => ({
    rate: coreFeatureAlphaDropout(rate as number).rate,
    dataFormat: requireDataFormat("featureAlphaDropout", dataFormat ?? undefined),
  }),
  sharedAxes({ dataFormat }, axisCount) {
    if (axisCount >= 2) return axesWithinChannels(dataFormat!, axisCount);
    throw new ShapeMismatchError({
      subject: "featureAlphaDropout: its input",
      rule: "must have an axis of channels beside the rows",
      received: `${axisCount} axes`,
    });
  },
};

/**
 * Alpha dropout of whole channels as a layer of a tfjs model: every axis but the rows and the channels shares the draw.
 *
 * @throws {InvalidOptionError} as {@link spatialDropout1d}.
 * @throws {ShapeMismatchError} as the model is built, if the input has no axis of channels.
 * @example
 * const layer = featureAlphaDropout(tf, { rate: 0.1, seed: 42, site: 0 });
 * layer.getClassName(); // "LockstepFeatureAlphaDropout"
 */
export function featureAlphaDropout(tf: LayersNamespace, options: ChannelDropoutLayerOptions): RandomLayer {
  return makeRandomLayer(tf, FEATURE_ALPHA_DROPOUT, options);
}
