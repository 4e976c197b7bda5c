import { uniform } from "../random/random-words.ts";
import { streamKey } from "../random/streams.ts";
import { shapeSize } from "../tensor/shape.ts";
import type { NamedTensors, Tensor } from "../tensor/tensor.ts";
import { resolveLayers } from "./layer-shapes.ts";
import type { ModelSpec } from "./model-spec.ts";
import { requireModel } from "./require-model.ts";

/**
 * Seeded initial weights by PyTorch's law for `nn.Linear`: weight and bias uniform in [-b, b) with b = 1 / √fanIn, as
 * f32(f32(u · f32(2b)) - f32(b)) with u from the stream `[3, parametric layer, parameter]`. The layers are counted over
 * those that have parameters, so that adding dropout changes no initial weight.
 *
 * @throws {ShapeMismatchError} if the layers do not fit each other.
 * @throws {InvalidOptionError} if the seed is not a non-negative integer.
 * @example
 * initialWeights(sequential({ inputShape: [784], layers: [dense(10)] }), 42); // { "0.weight": ..., "0.bias": ... }
 */
export function initialWeights(model: ModelSpec, seed: number | bigint): NamedTensors {
  const tensors: [string, Tensor][] = [];
  const parametric = resolveLayers(requireModel(model)).filter((layer) => layer.parameters.length > 0);
  for (const [layerNumber, layer] of parametric.entries()) {
    const bound = Math.fround(1 / Math.sqrt(layer.inputShape[0]!));
    for (const [parameterNumber, { name, shape }] of layer.parameters.entries()) {
      const key = streamKey(seed, "initialWeights", layerNumber, parameterNumber);
      const data = uniform(key, shapeSize(shape)).map((u) => Math.fround(u * (2 * bound)) - bound);
      tensors.push([name, { shape, data }]);
    }
  }
  return Object.fromEntries(tensors);
}
