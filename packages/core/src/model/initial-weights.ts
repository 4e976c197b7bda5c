import { streamKey } from "../random/streams.ts";
import type { NamedTensors } from "../tensor/tensor.ts";
import { resolveLayers } from "./resolve-layers.ts";
import type { ModelSpec } from "./model-spec.ts";
import { requireModel } from "./require-model.ts";

/**
 * Seeded initial weights: each parameter is drawn by its layer's law from the stream `[3, parametric layer, parameter]`.
 * The layers are counted over those that have parameters, so that adding dropout changes no initial weight.
 *
 * @throws {ShapeMismatchError} if the layers do not fit each other.
 * @throws {InvalidOptionError} if the seed is not a non-negative integer.
 * @example
 * initialWeights(sequential({ inputShape: [784], layers: [dense(10)] }), 42); // { "0.weight": ..., "0.bias": ... }
 */
export function initialWeights(model: ModelSpec, seed: number | bigint): NamedTensors {
  const parameters = resolveLayers(requireModel(model)).flatMap((layer) => layer.parameters);
  return Object.fromEntries(
    parameters.map(({ name, shape, initial, address }) => [
      name,
      { shape, data: initial(streamKey(seed, "initialWeights", ...address), shape) },
    ]),
  );
}
