import { InvalidOptionError, type EngineOptions, type ModelSpec, type TrainingEngine } from "@lockstep/core";
import { requireLayers, resolveEngineModel } from "@lockstep/core/engine";

import { isLayersModel } from "./models/layer.ts";
import type { LayersModel } from "./namespace/layers-namespace.ts";
import type { LayersModelOptions } from "./layers-model/layers-model-options.ts";
import { layersModelAsEngineModel } from "./layers-model/layers-model-as-engine-model.ts";
import { specModel } from "./engine/spec-model.ts";
import { tfjsCapabilities } from "./engine/tfjs-capabilities.ts";
import { TfjsEngine } from "./engine/tfjs-engine.ts";
import { requireTfjs, type TfjsNamespace } from "./namespace/tfjs-namespace.ts";

const NAME = "createTfjsEngine";

/**
 * Creates a training engine on TensorFlow.js, on the backend that is current, and stays on it.
 *
 * Of a model spec, gradients are computed by hand, without tfjs's tape, from products that every backend computes fast and
 * right. A model of tfjs-layers is trained as it is, by the tape: its weights are the engine's, named by the places of
 * their layers (`0.kernel`), in tfjs's own layouts; masks run over tfjs's own layout (channels last); a final softmax or
 * sigmoid that the loss has in itself is left out where the loss is computed, and not in `predict`. Weights that are not
 * trainable when the engine is made (frozen layers, statistics of batch norm) are the state's buffers, whatever is frozen or
 * thawed later.
 *
 * @param tf the namespace: `import * as tf from "@tensorflow/tfjs"`, or `@tensorflow/tfjs-core` with a backend imported.
 * @param model what `sequential` of `@lockstep/core` returns, or a model of `tf.sequential`, `tf.model` or
 *   `tf.loadLayersModel` with one input and one output.
 * @param options.loss what training minimises.
 * @param options.seed of a model spec: seed of the initial weights; give this or `weights`.
 * @param options.weights of a model spec: weights to start from, by name, in PyTorch's layout; give this or `seed`.
 * @param options.stockDropout of a model of tfjs-layers: `replace` gives its stock dropout layers the run's masks, `refuse`
 *   throws. Default `refuse`.
 * @throws {InvalidOptionError} if `tf` is not the namespace or has no backend, for an unknown option, unless exactly one of
 *   `seed` and `weights` is given, for a model that was disposed, or for stock dropout that is not to be replaced.
 * @throws {UnsupportedOptionError} for a layer that the engine does not compute, and for regularizers, constraints, state
 *   between batches and dropout inside a recurrence of a model of tfjs-layers.
 * @throws {ShapeMismatchError} if layers, loss or weights do not fit.
 * @example
 * await tf.setBackend("wasm");
 * const engine = await createTfjsEngine(tf, spec, { loss: softmaxCrossEntropy(), seed: 42 });
 * @example
 * const layersModel = tf.sequential({
 *   layers: [
 *     tf.layers.dense({ units: 16, activation: "relu", inputShape: [784] }),
 *     tf.layers.dropout({ rate: 0.2 }),
 *     tf.layers.dense({ units: 10, activation: "softmax" }),
 *   ],
 * });
 * const engine = await createTfjsEngine(tf, layersModel, { loss: softmaxCrossEntropy(), stockDropout: "replace" });
 * engine.parameters.map(({ name }) => name); // ["0.kernel", "0.bias", "2.kernel", "2.bias"]
 */
export function createTfjsEngine(tf: TfjsNamespace, model: ModelSpec, options: EngineOptions): Promise<TrainingEngine>;
export function createTfjsEngine(
  tf: TfjsNamespace,
  model: LayersModel,
  options: LayersModelOptions,
): Promise<TrainingEngine>;
export async function createTfjsEngine(
  tf: TfjsNamespace,
  model: ModelSpec | LayersModel,
  options: EngineOptions | LayersModelOptions,
): Promise<TrainingEngine> {
  const namespace = requireTfjs(NAME, tf);
  if (isLayersModel(model)) {
    await requireBackend(namespace);
    return new TfjsEngine(namespace, await layersModelAsEngineModel(NAME, namespace, model, options));
  }
  const resolved = resolveEngineModel(NAME, model, options);
  await requireBackend(namespace);
  const capabilities = tfjsCapabilities(namespace.getBackend());
  requireLayers(NAME, capabilities.layerKinds, resolved.layers, capabilities);
  return new TfjsEngine(namespace, specModel(resolved));
}

async function requireBackend(tf: TfjsNamespace): Promise<void> {
  try {
    await tf.ready();
  } catch (cause) {
    throw new InvalidOptionError({
      subject: `${NAME}: tf`,
      rule: "must have a backend that starts",
      remedy: 'Import one, for example "@tensorflow/tfjs-backend-wasm", and await tf.setBackend("wasm").',
      cause,
    });
  }
}
