import { alphaDropout as coreAlphaDropout } from "@lockstep/core";
import { RATE_HINTS } from "@lockstep/core/engine";

import type { LayersNamespace } from "../namespace/layers-namespace.ts";
import { requireAxesWithin } from "./channel-axes.ts";
import type { DropoutLayerOptions } from "./dropout.ts";
import { makeRandomLayer } from "./random-layer-classes.ts";
import type { RandomLayerKind } from "./random-layer-kind.ts";
import type { RandomLayer } from "./random-layer.ts";

export const ALPHA_DROPOUT: RandomLayerKind = {
  className: "LockstepAlphaDropout",
  maker: "alphaDropout",
  draws: "alpha-dropout",
  options: ["rate", "sharedAxes"],
  hints: RATE_HINTS,
  check({ rate, sharedAxes }) {
    const { kind: _, ...law } = coreAlphaDropout(rate as number, { sharedAxes: (sharedAxes ?? []) as number[] });
    return law;
  },
  sharedAxes: ({ sharedAxes = [] }, axisCount) => requireAxesWithin("alphaDropout", sharedAxes, axisCount),
};

/**
 * Alpha dropout as a layer of a tfjs model, for networks of SELUs: a dropped unit goes to SELU's negative limit, -1.7581, and
 * an affine map restores mean 0 and variance 1. Stock `tf.layers.alphaDropout` has the sign of the limit wrong, so that its
 * output has neither.
 *
 * @param options.rate in [0, 1]: 0 is the identity, 1 gives zeros.
 * @throws {InvalidOptionError} as {@link dropout}.
 * @throws {ShapeMismatchError} as {@link dropout}.
 * @example
 * const layer = alphaDropout(tf, { rate: 0.1, seed: 42, site: 0 });
 * layer.getClassName(); // "LockstepAlphaDropout"
 * @see Klambauer et al., "Self-normalizing neural networks" (2017)
 */
export function alphaDropout(tf: LayersNamespace, options: DropoutLayerOptions): RandomLayer {
  return makeRandomLayer(tf, ALPHA_DROPOUT, options);
}
