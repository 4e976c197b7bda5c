import { gaussianDropout as coreGaussianDropout, type RateSchedule } from "@lockstep/core";
import { RATE_HINTS } from "@lockstep/core/engine";

import type { LayersNamespace } from "../namespace/layers-namespace.ts";
import { makeRandomLayer } from "./random-layer-classes.ts";
import type { RandomLayerKind } from "./random-layer-kind.ts";
import type { RandomLayerOptions } from "./random-layer-options.ts";
import type { RandomLayer } from "./random-layer.ts";

/** Options of the layer {@link gaussianDropout}. */
export interface GaussianDropoutLayerOptions extends RandomLayerOptions {
  /** In [0, 1): the noise has the variance rate / (1 - rate). Or a schedule by optimiser step. */
  readonly rate: number | RateSchedule;
}

export const GAUSSIAN_DROPOUT: RandomLayerKind = {
  className: "LockstepGaussianDropout",
  maker: "gaussianDropout",
  draws: "gaussian-dropout",
  options: ["rate"],
  hints: RATE_HINTS,
  check: ({ rate }) => ({ rate: coreGaussianDropout(rate as number).rate }),
  sharedAxes: () => [],
};

/**
 * Gaussian dropout as a layer of a tfjs model: in training y = x · (1 + √(rate / (1 - rate)) · z) with z normal, otherwise
 * the identity. Stock `tf.layers.gaussianDropout` takes no seed.
 *
 * @param options.rate in [0, 1); at 1 the variance would be infinite.
 * @throws as {@link dropout}, and {InvalidOptionError} for a rate of 1.
 * @example
 * const layer = gaussianDropout(tf, { rate: 0.5, seed: 42, site: 0 });
 * layer.getClassName(); // "LockstepGaussianDropout"
 */
export function gaussianDropout(tf: LayersNamespace, options: GaussianDropoutLayerOptions): RandomLayer {
  return makeRandomLayer(tf, GAUSSIAN_DROPOUT, options);
}
