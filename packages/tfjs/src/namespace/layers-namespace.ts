import { InvalidOptionError } from "@lockstep/core";
import type * as tfjsCore from "@tensorflow/tfjs-core";
import type * as tfjsLayers from "@tensorflow/tfjs-layers";

import { requireTfjs, type TfjsNamespace } from "./tfjs-namespace.ts";

/** What is asked of tfjs-core beyond the engine's part: functions, classes and the rooms that hold more of them. */
const CORE = [
  "backend",
  "buffer",
  "clone",
  "customGrad",
  "dispose",
  "engine",
  "env",
  "io",
  "memory",
  "nextFrame",
  "ones",
  "onesLike",
  "Optimizer",
  "scalar",
  "serialization",
  "slice",
  "gather",
  "tensor1d",
  "tensor2d",
  "train",
  "util",
  "variable",
  "variableGrads",
  "zeros",
] as const;

/** What is asked of tfjs-layers. */
const LAYERS = [
  "Callback",
  "callbacks",
  "CustomCallback",
  "initializers",
  "input",
  "layers",
  "LayersModel",
  "loadLayersModel",
  "metrics",
  "model",
  "Sequential",
  "sequential",
] as const;

/**
 * The part of TensorFlow.js that its users' own models need: that of the engine, and layers, callbacks and files.
 * `@tensorflow/tfjs` has all of it; of the single packages it is `{ ...tfjsCore, ...tfjsLayers }`.
 */
export type LayersNamespace = TfjsNamespace &
  Pick<typeof tfjsCore, (typeof CORE)[number]> &
  Pick<typeof tfjsLayers, (typeof LAYERS)[number]>;

/** A callback of `model.fit` and `model.fitDataset`. */
export type LayersCallback = tfjsLayers.Callback;

/**
 * An instance that `fit` takes for a callback, by what it calls first; tfjs's `CustomCallback` is no `Callback`, but has
 * these. Hooks are left out: with them a plain object's hooks would have no types of their own where both are allowed.
 */
export type CallbackInstance = Pick<LayersCallback, "setParams" | "setModel">;

/** A model of tfjs-layers; `tf.Sequential` is one. */
export type LayersModel = tfjsLayers.LayersModel;

/** An optimiser of `tf.train`. */
export type LayersOptimizer = tfjsCore.Optimizer;

/**
 * Returns `tf` if it is a namespace of TensorFlow.js with its layers.
 *
 * @throws {InvalidOptionError} naming what it lacks.
 */
export function requireLayersNamespace(subject: string, tf: unknown): LayersNamespace {
  const namespace: object = requireTfjs(subject, tf);
  const missing = [...CORE, ...LAYERS].filter((name) => !(name in namespace));
  if (missing.length === 0) return namespace as LayersNamespace;
  const noLayers = LAYERS.every((name) => missing.includes(name));
  throw new InvalidOptionError({
    subject: `${subject}: tf`,
    rule: `must be the TensorFlow.js namespace with layers, but ${noLayers ? "has none" : `lacks ${missing.join(", ")}`}`,
    remedy:
      'Pass the result of `import * as tf from "@tensorflow/tfjs"` (npm install @tensorflow/tfjs), or { ...tfjsCore, ...tfjsLayers } of @tensorflow/tfjs-core and @tensorflow/tfjs-layers.',
  });
}
