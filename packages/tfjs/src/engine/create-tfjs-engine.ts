import { InvalidOptionError, type EngineOptions, type ModelSpec, type TrainingEngine } from "@lockstep/core";
import { requireComputedLoss, requireLayers, requireRandomSites, resolveEngineModel } from "@lockstep/core/engine";

import { specModel } from "./spec-model.ts";
import { TFJS_CAPABILITIES } from "./tfjs-capabilities.ts";
import { TfjsEngine } from "./tfjs-engine.ts";
import { requireTfjs, type TfjsNamespace } from "../namespace/tfjs-namespace.ts";

/**
 * Creates a training engine on TensorFlow.js, on the backend that is current, and stays on it. Gradients are computed by
 * hand, without tfjs's tape, from products that every backend computes fast and right.
 *
 * @param tf the namespace: `import * as tf from "@tensorflow/tfjs"`, or `@tensorflow/tfjs-core` with a backend imported.
 * @param model what `sequential` returns.
 * @param options.loss what training minimises.
 * @param options.seed seed of the initial weights; give this or `weights`.
 * @param options.weights weights to start from, by name, in PyTorch's layout; give this or `seed`.
 * @throws {InvalidOptionError} if `tf` is not the namespace or has no backend, for an unknown option, or unless exactly
 *   one of `seed` and `weights` is given.
 * @throws {UnsupportedOptionError} for a layer that draws and is not of kind dropout or stochastic-depth.
 * @throws {ShapeMismatchError} if layers, loss or weights do not fit.
 * @example
 * await tf.setBackend("wasm");
 * const engine = await createTfjsEngine(tf, model, { loss: softmaxCrossEntropy(), seed: 42 });
 */
export async function createTfjsEngine(
  tf: TfjsNamespace,
  model: ModelSpec,
  options: EngineOptions,
): Promise<TrainingEngine> {
  const namespace = requireTfjs("createTfjsEngine", tf);
  const resolved = resolveEngineModel("createTfjsEngine", model, options);
  requireLayers("createTfjsEngine", TFJS_CAPABILITIES.layerKinds, resolved.layers, TFJS_CAPABILITIES);
  requireComputedLoss("createTfjsEngine", TFJS_CAPABILITIES.losses, resolved.loss);
  requireRandomSites("createTfjsEngine", TFJS_CAPABILITIES, resolved);
  try {
    await namespace.ready();
  } catch (cause) {
    throw new InvalidOptionError({
      subject: "createTfjsEngine: tf",
      rule: "must have a backend that starts",
      remedy: 'Import one, for example "@tensorflow/tfjs-backend-wasm", and await tf.setBackend("wasm").',
      cause,
    });
  }
  return new TfjsEngine(namespace, specModel(resolved));
}
