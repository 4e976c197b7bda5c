import type { InferredLayer } from "../model/inferred-layer.ts";
import type { LayerData } from "../model/layer-data.ts";

/**
 * The first embedding whose ids a layer computes: one that anything but flatten stands before. Only while a step goes forward
 * can it be seen that such ids are none.
 *
 * @param seesInputs whether the model's inputs reach the first of these layers as they are. @default true
 * @example
 * lateEmbedding(resolveEngineModel("mine", model, { loss: softmaxCrossEntropy(), seed: 42 }).layers); // undefined
 */
export function lateEmbedding<Layer extends LayerData>(
  layers: readonly InferredLayer<Layer>[],
  seesInputs = true,
): InferredLayer<Layer> | undefined {
  let untouched = seesInputs;
  for (const layer of layers) {
    if (layer.spec.kind === "embedding" && !untouched) return layer;
    for (const branch of layer.branches) {
      const late = lateEmbedding(branch, untouched);
      if (late !== undefined) return late;
    }
    untouched &&= layer.spec.kind === "flatten";
  }
  return undefined;
}
