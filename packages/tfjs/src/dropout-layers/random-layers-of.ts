import { CheckpointMismatchError, InvalidOptionError } from "@lockstep/core";

import { innerLayers } from "../models/inner-layers.ts";
import { requireLayersModel } from "../models/require-layers-model.ts";
import type { LayersModel, LayersNamespace } from "../namespace/layers-namespace.ts";
import { isRandomLayer } from "./random-layer-classes.ts";
import type { RandomLayer } from "./random-layer.ts";

/** The layers of the dropout family within a model, each once: those of nested models and of wrappers in their place. */
export function randomLayersOf(tf: LayersNamespace, model: LayersModel): readonly RandomLayer[] {
  const found = innerLayers(model).flatMap(({ layer }) => (isRandomLayer(tf, layer) ? [layer] : []));
  return [...new Set(found)];
}

/**
 * Returns the model's layers of the dropout family.
 *
 * @param address what tells their draws apart: in training seed and site, in Monte-Carlo dropout the site.
 * @throws {InvalidOptionError} if the model is none, it has no such layer, or two would drop the same units.
 */
export function requireRandomLayers(
  subject: string,
  tf: LayersNamespace,
  model: object,
  address: (layer: RandomLayer) => string,
): readonly RandomLayer[] {
  const layers = randomLayersOf(tf, requireLayersModel(tf, subject, model));
  if (layers.length === 0) {
    throw new InvalidOptionError({
      subject,
      rule: "needs a model with a layer of this dropout family",
      remedy:
        "Make its layers with dropout(tf, ...), or have those of tfjs replaced: await replaceDropout(tf, model, { seed }).",
    });
  }
  const known = new Map<string, RandomLayer>();
  for (const layer of layers) {
    const twin = known.get(address(layer));
    if (twin !== undefined) {
      throw new InvalidOptionError({
        subject: `${subject}: the layers ${twin.name} and ${layer.name}`,
        rule: "would drop the same units, since they have the same address",
        received: address(layer),
        remedy: "Give every layer a site of its own: 0, 1, 2, ... in forward order.",
      });
    }
    known.set(address(layer), layer);
  }
  return layers;
}

/**
 * The step at which a model's layers stand.
 *
 * @throws {CheckpointMismatchError} if they stand at different ones.
 */
export function requireOneStep(layers: readonly RandomLayer[]): number {
  const [first, ...others] = layers as readonly [RandomLayer, ...RandomLayer[]];
  const other = others.find(({ lockstepStep }) => lockstepStep !== first.lockstepStep);
  if (other === undefined) return first.lockstepStep;
  throw new CheckpointMismatchError({
    subject: `the layer ${other.name}`,
    rule: `must stand at step ${first.lockstepStep}, as ${first.name} does`,
    received: other.lockstepStep,
    remedy: "Say from which step the model goes on: dropoutSteps(tf, model, { step }).",
  });
}
