import { stochasticDepth as coreStochasticDepth, type RateSchedule } from "@lockstep/core";
import { RATE_HINTS } from "@lockstep/core/engine";

import type { LayersNamespace } from "../namespace/layers-namespace.ts";
import { makeRandomLayer } from "./random-layer-classes.ts";
import type { RandomLayerKind } from "./random-layer-kind.ts";
import type { RandomLayerOptions } from "./random-layer-options.ts";
import type { RandomLayer } from "./random-layer.ts";

/** Options of the layer {@link stochasticDepth}. */
export interface StochasticDepthLayerOptions extends RandomLayerOptions {
  /** Probability of dropping a row, in [0, 1]; a number, or a schedule by optimiser step. */
  readonly rate: number | RateSchedule;
  /** Whether every row draws for itself, or one draw serves the batch. @default "row" */
  readonly mode?: "row" | "batch";
}

export const STOCHASTIC_DEPTH: RandomLayerKind = {
  className: "LockstepStochasticDepth",
  maker: "stochasticDepth",
  draws: "dropout",
  options: ["rate", "mode"],
  hints: RATE_HINTS,
  check({ rate, mode }) {
    const { kind: _, ...law } = coreStochasticDepth(rate as number, { mode: (mode ?? "row") as "row" });
    return law;
  },
  sharedAxes: ({ mode }, axisCount) =>
    Array.from({ length: axisCount }, (_, axis) => axis).slice(mode === "batch" ? 0 : 1),
};

/**
 * Stochastic depth as a layer of a tfjs model: in training a whole row becomes 0 with probability `rate`, or with mode
 * "batch" the whole batch, and survivors are scaled by 1 / (1 - rate). It stands at the end of a residual branch, which it
 * thereby skips.
 *
 * @param options.rate in [0, 1].
 * @throws as {@link dropout}, and {InvalidOptionError} for another mode.
 * @example
 * const input = tf.input({ shape: [8] });
 * const branch = tf.layers.dense({ units: 8, activation: "relu" }).apply(input);
 * const skipped = stochasticDepth(tf, { rate: 0.2, seed: 42, site: 0 }).apply(branch) as tf.SymbolicTensor;
 * const outputs = tf.layers.add().apply([input, skipped]) as tf.SymbolicTensor;
 * const model = tf.model({ inputs: input, outputs });
 * @see Huang et al., "Deep networks with stochastic depth" (2016)
 */
export function stochasticDepth(tf: LayersNamespace, options: StochasticDepthLayerOptions): RandomLayer {
  return makeRandomLayer(tf, STOCHASTIC_DEPTH, options);
}
