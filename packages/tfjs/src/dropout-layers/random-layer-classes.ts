import { rejectUnknownOptions } from "@lockstep/core/engine";

import { requireLayersNamespace, type LayersNamespace } from "../namespace/layers-namespace.ts";
import { randomLayerClass, seedError, type RandomLayerClass } from "./random-layer-class.ts";
import type { RandomLayerKind } from "./random-layer-kind.ts";
import { LAYER_PLACE_OPTIONS } from "./random-layer-options.ts";
import type { RandomLayer } from "./random-layer.ts";

/** Classes by name, for each copy of tfjs, which is known by its own class of layers. */
const CLASSES = new WeakMap<object, Map<string, RandomLayerClass>>();

/** The class of a kind in a copy of tfjs: made and registered for its files once. */
export function classOfKind(tf: LayersNamespace, kind: RandomLayerKind): RandomLayerClass {
  const classes = CLASSES.get(tf.layers.Layer) ?? new Map<string, RandomLayerClass>();
  CLASSES.set(tf.layers.Layer, classes);
  const known = classes.get(kind.className);
  if (known !== undefined) return known;
  const made = randomLayerClass(tf, kind);
  classes.set(kind.className, made);
  tf.serialization.registerClass(made as unknown as Parameters<typeof tf.serialization.registerClass>[0]);
  return made;
}

/** Whether a layer is one of the classes above. */
export function isRandomLayer(tf: LayersNamespace, layer: object): layer is RandomLayer {
  return [...(CLASSES.get(tf.layers.Layer)?.values() ?? [])].some((made) => layer instanceof made);
}

/**
 * A layer of a kind.
 *
 * @throws {InvalidOptionError} if an option is unknown or out of range, or `tf` is not TensorFlow.js with its layers.
 */
export function makeRandomLayer(tf: LayersNamespace, kind: RandomLayerKind, options: object): RandomLayer {
  const namespace = requireLayersNamespace(kind.maker, tf);
  rejectUnknownOptions(kind.maker, options, [...kind.options, "seed", "site", ...LAYER_PLACE_OPTIONS], {
    ...HINTS,
    ...kind.hints,
  });
  const config = options as Readonly<Record<string, unknown>>;
  // Only files have seeds as text.
  if (typeof config["seed"] === "string") throw seedError(config["seed"]);
  const made = classOfKind(namespace, kind);
  return new made(config);
}

const HINTS: Readonly<Record<string, string>> = {
  noiseShape: "Name the axes whose length is 1 there: sharedAxes: [1] for a noise shape of [null, 1, 8].",
  noise_shape: "Name the axes whose length is 1 there: sharedAxes: [1] for a noise shape of [null, 1, 8].",
  step: "Set it for the whole model: dropoutSteps(tf, model, { step }).",
  lockstepStep: "Set it for the whole model: dropoutSteps(tf, model, { step }).",
};
