import { dropout as coreDropout, type RateSchedule } from "@lockstep/core";
import { RATE_HINTS } from "@lockstep/core/engine";

import type { LayersNamespace } from "../namespace/layers-namespace.ts";
import { requireAxesWithin } from "./channel-axes.ts";
import { makeRandomLayer } from "./random-layer-classes.ts";
import type { RandomLayerKind } from "./random-layer-kind.ts";
import type { RandomLayerOptions } from "./random-layer-options.ts";
import type { RandomLayer } from "./random-layer.ts";

/** Options of the layers {@link dropout} and `alphaDropout`. */
export interface DropoutLayerOptions extends RandomLayerOptions {
  /** Probability of *dropping* a unit, in [0, 1]; a number, or a schedule by optimiser step. */
  readonly rate: number | RateSchedule;
  /** Axes of the batch's activation along which units drop together; 0 is the rows. @default none */
  readonly sharedAxes?: readonly number[];
}

export const DROPOUT: RandomLayerKind = {
  className: "LockstepDropout",
  maker: "dropout",
  draws: "dropout",
  options: ["rate", "sharedAxes"],
  hints: RATE_HINTS,
  check({ rate, sharedAxes }) {
    const { kind: _, ...law } = coreDropout(rate as number, { sharedAxes: (sharedAxes ?? []) as number[] });
    return law;
  },
  sharedAxes: ({ sharedAxes = [] }, axisCount) => requireAxesWithin("dropout", sharedAxes, axisCount),
};

/**
 * Dropout as a layer of a tfjs model: in training a unit becomes 0 with probability `rate`, survivors are scaled by
 * 1 / (1 - rate), and the gradient passes through the same mask, which is drawn again and not stored. Otherwise it is the
 * identity.
 *
 * The mask is core's `dropoutMask({ seed, site, step, rate, shape })` over the layer's own layout, which for images has the
 * channels last: the same on every backend, and at every step another. `dropoutSteps` counts the steps; without it a
 * training that would repeat one mask is refused. Files of the model hold everything, the step included; a process that
 * only loads them calls `registerDropoutLayers` first.
 *
 * Where a layer is applied at several places of a model, or at all times by `tf.layers.timeDistributed`, each takes the
 * same mask. Dropout within recurrent layers (their options `dropout` and `recurrentDropout`) stays tfjs's own, without a seed.
 *
 * @param options.rate in [0, 1]: 0 drops nothing, 1 everything. Stock tfjs takes 1, NaN and what is out of range for 0.
 * @throws {InvalidOptionError} if an option is unknown or out of range, or seed or site is missing.
 * @throws {ShapeMismatchError} as the model is built, if the input lacks one of `sharedAxes`.
 * @example
 * const model = tf.sequential({
 *   layers: [
 *     tf.layers.dense({ units: 512, activation: "relu", inputShape: [784] }),
 *     dropout(tf, { rate: 0.5, seed: 42, site: 0 }),
 *     tf.layers.dense({ units: 10, activation: "softmax" }),
 *   ],
 * });
 * model.compile({ optimizer: "sgd", loss: "sparseCategoricalCrossentropy" });
 * await model.fit(xs, ys, { epochs: 5, callbacks: [dropoutSteps(tf, model)] });
 */
export function dropout(tf: LayersNamespace, options: DropoutLayerOptions): RandomLayer {
  return makeRandomLayer(tf, DROPOUT, options);
}
