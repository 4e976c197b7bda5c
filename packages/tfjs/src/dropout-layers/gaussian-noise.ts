import { gaussianNoise as coreGaussianNoise, type RateSchedule } from "@lockstep/core";

import type { LayersNamespace } from "../namespace/layers-namespace.ts";
import { makeRandomLayer } from "./random-layer-classes.ts";
import type { RandomLayerKind } from "./random-layer-kind.ts";
import type { RandomLayerOptions } from "./random-layer-options.ts";
import type { RandomLayer } from "./random-layer.ts";

/** Options of the layer {@link gaussianNoise}. */
export interface GaussianNoiseLayerOptions extends RandomLayerOptions {
  /** At least 0, in the units of x. Or a schedule by optimiser step. */
  readonly standardDeviation: number | RateSchedule;
}

export const GAUSSIAN_NOISE: RandomLayerKind = {
  className: "LockstepGaussianNoise",
  maker: "gaussianNoise",
  draws: "gaussian-noise",
  options: ["standardDeviation"],
  hints: { stddev: "Name it standardDeviation.", std: "Name it standardDeviation." },
  check: ({ standardDeviation }) => ({
    standardDeviation: coreGaussianNoise(standardDeviation as number).standardDeviation,
  }),
  sharedAxes: () => [],
};

/**
 * Additive noise as a layer of a tfjs model: in training y = x + standardDeviation · z with z normal, otherwise the identity.
 * Stock `tf.layers.gaussianNoise` takes no seed.
 *
 * @param options.standardDeviation at least 0; 0 is the identity.
 * @throws as {@link dropout}.
 * @example
 * const layer = gaussianNoise(tf, { standardDeviation: 0.1, seed: 42, site: 0 });
 * layer.getClassName(); // "LockstepGaussianNoise"
 */
export function gaussianNoise(tf: LayersNamespace, options: GaussianNoiseLayerOptions): RandomLayer {
  return makeRandomLayer(tf, GAUSSIAN_NOISE, options);
}
