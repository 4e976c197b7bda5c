import { CheckpointMismatchError, InvalidOptionError } from "@lockstep/core";

import type { LayersNamespace } from "../namespace/layers-namespace.ts";
import { isRandomLayer } from "./random-layer-classes.ts";
import type { RandomLayer } from "./random-layer.ts";

/** A model or a layer that may hold others: nested models have `layers`, wrappers `layer`. */
type Holder = Readonly<Partial<Record<"layers" | "layer", unknown>>>;

/** The layers of the dropout family within a model, each once: those of nested models and of wrappers in their place. */
export function randomLayersOf(tf: LayersNamespace, model: object): readonly RandomLayer[] {
  const found = new Set<RandomLayer>();
  function visit(holder: object): void {
    if (isRandomLayer(tf, holder)) found.add(holder);
    const { layers, layer } = holder as Holder;
    if (Array.isArray(layers)) for (const inner of layers as object[]) visit(inner);
    if (typeof layer === "object" && layer !== null) visit(layer);
  }
  visit(model);
  return [...found];
}

/**
 * Returns the model's layers of the dropout family.
 *
 * @param address what tells their draws apart: in training seed and site, in Monte-Carlo dropout the site.
 * @throws {InvalidOptionError} if there is none, or two would drop the same units.
 */
export function requireRandomLayers(
  subject: string,
  tf: LayersNamespace,
  model: object,
  address: (layer: RandomLayer) => string,
): readonly RandomLayer[] {
  if (!(model instanceof tf.LayersModel)) {
    throw new InvalidOptionError({
      subject: `${subject}: model`,
      rule: "must be a tf.LayersModel of the same copy of TensorFlow.js",
      received: model,
    });
  }
  const layers = randomLayersOf(tf, model);
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
