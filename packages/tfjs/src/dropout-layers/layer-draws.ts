import {
  InvalidOptionError,
  maskOfSite,
  monteCarloMaskOfSite,
  type DropoutMask,
  type RandomSite,
} from "@lockstep/core";

import type { LayersNamespace } from "../namespace/layers-namespace.ts";
import type { RandomLayer } from "./random-layer.ts";

/** What a layer draws for now. Not a property of the layer: no file and no user shall see it. */
export type LayerDraw = OptimiserUpdate | MonteCarloSample;

/** One update of the optimiser, which counts as one step. */
interface OptimiserUpdate {
  readonly kind: "update";
  /** Whether several gradients may be taken for it. Stock `fit` takes one; a second means that the step was not ended. */
  readonly manyGradients: boolean;
  /** The gradient that the layers drew for first. */
  gradient?: object;
}

/** One sample of Monte-Carlo dropout, or the part of it from a row on. */
interface MonteCarloSample {
  readonly kind: "sample";
  readonly seed: number | bigint;
  readonly sample: number;
  readonly firstRow: number;
}

const DRAWS = new WeakMap<object, LayerDraw>();

/** Says what layers draw for from now on; `undefined`: for nothing that counts. */
export function setLayerDraws(layers: readonly RandomLayer[], draw: LayerDraw | undefined): void {
  for (const layer of layers) {
    if (draw === undefined) DRAWS.delete(layer);
    else DRAWS.set(layer, draw);
  }
}

/** Has layers draw for something while a function runs, and then for what they drew for before. */
export function drawFor<Result>(layers: readonly RandomLayer[], draw: LayerDraw, run: () => Result): Result {
  const before = layers.map((layer) => DRAWS.get(layer));
  setLayerDraws(layers, draw);
  try {
    return run();
  } finally {
    layers.forEach((layer, index) => setLayerDraws([layer], before[index]));
  }
}

/**
 * The mask of a layer for a call, if the call draws one.
 *
 * @param training whether tfjs calls the layer for training.
 * @throws {InvalidOptionError} if a gradient is being recorded for an update that nothing counts: the next one would get
 * the same mask.
 */
export function maskOfCall(
  tf: LayersNamespace,
  layer: RandomLayer,
  randomSite: RandomSite,
  call: { readonly rows: number; readonly training: boolean },
): DropoutMask | undefined {
  const draw = DRAWS.get(layer);
  const { site, lockstepStep: step } = layer;
  if (draw?.kind === "sample") {
    return monteCarloMaskOfSite(randomSite, { ...draw, site, step, rows: call.rows });
  }
  if (!call.training) return undefined;
  requireCountedUpdate(tf, layer, draw);
  return maskOfSite(randomSite, { seed: layer.seed, site, step, rows: call.rows });
}

function requireCountedUpdate(tf: LayersNamespace, layer: RandomLayer, update: OptimiserUpdate | undefined): void {
  const { activeTape, gradientDepth } = tf.engine().state;
  if (gradientDepth === 0) return;
  if (update !== undefined) update.gradient ??= activeTape;
  if (update !== undefined && (update.manyGradients || update.gradient === activeTape)) return;
  throw new InvalidOptionError({
    subject: `${layer.name}: step ${layer.lockstepStep}`,
    rule: "is not counted by anything, so that every update of the optimiser would get the same mask",
    remedy:
      "Put dropoutSteps(tf, model) into the callbacks of fit, or take each update of a loop of your own within " +
      "dropoutSteps(tf, model).update(() => optimizer.minimize(...)).",
  });
}
