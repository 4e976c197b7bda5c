import { InvalidOptionError } from "@lockstep/core";
import { requireOneOf } from "@lockstep/core/engine";

import { randomLayersOf } from "../dropout-layers/random-layers-of.ts";
import { isStockDraw } from "../layers-model/drawing-layers.ts";
import { innerLayers } from "../models/inner-layers.ts";
import type { LayersModel, LayersNamespace } from "../namespace/layers-namespace.ts";
import type { FitModelOptions } from "./fit-model-options.ts";

/** The seed of the batches, if they need one: the one that is given, or that all of the model's dropout layers have. */
export function requireSeed(
  tf: LayersNamespace,
  model: LayersModel,
  { seed, order, shuffle }: FitModelOptions,
): number | bigint | undefined {
  const seeds = new Set(randomLayersOf(tf, model).map((layer) => layer.seed));
  const shared = seeds.size === 1 ? [...seeds][0] : undefined;
  const needed = shuffle !== false && (order === undefined || order === "shuffled");
  if (seed === undefined && shared === undefined && needed) {
    throw new InvalidOptionError({
      subject: "fitModel: seed",
      rule: "is needed to shuffle, since the model has no dropout layers of one seed to take it from",
      remedy: "Pass seed, or shuffle: false.",
    });
  }
  return seed ?? shared;
}

/**
 * Refuses stock layers that draw: no seed reaches their masks, and the run could not be had twice.
 *
 * @throws {InvalidOptionError} naming the first.
 */
export function refuseStockDropout(model: LayersModel, { stockDropout = "refuse" }: FitModelOptions): void {
  if (requireOneOf("fitModel: stockDropout", stockDropout, ["refuse", "allow"]) === "allow") return;
  const stock = innerLayers(model).find(isStockDraw);
  if (stock === undefined) return;
  throw new InvalidOptionError({
    subject: `fitModel: layer ${stock.place} (${stock.layer.getClassName()})`,
    rule: "draws masks of its own, which the seed does not reach, so that no run could be had twice",
    remedy:
      "Make it with dropout(tf, ...) and its like, replace it by await replaceDropout(tf, model, { seed }), or pass " +
      'stockDropout: "allow".',
  });
}
