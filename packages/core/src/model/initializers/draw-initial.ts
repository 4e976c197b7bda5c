import type { Key } from "../../random/threefry.ts";
import type { Shape } from "../../tensor/shape.ts";
import { tensor, type Tensor } from "../../tensor/tensor.ts";
import { definitionOfInitializer } from "./initializer-definition.ts";
import type { InitializerSpec } from "./initializer-spec.ts";

/**
 * A tensor's first values by an initialiser, from a stream: what a layer does for each of its parameters, by hand.
 *
 * @param key of the stream; a model's parameter has `streamKey(seed, "initialWeights", layer, parameter)`.
 * @param shape [outputs, inputs, ...kernel] for the laws that look at fans.
 * @throws {InvalidOptionError} if it is no initialiser.
 * @throws {ShapeMismatchError} if the law looks at fans and the shape has one axis.
 * @example
 * drawInitial(kaimingNormal(), streamKey(42, "initialWeights", 0, 0), [64, 3, 3, 3]);
 */
export function drawInitial(initializer: InitializerSpec, key: Key, shape: Shape): Tensor {
  return tensor(shape, definitionOfInitializer("drawInitial", initializer).law(initializer)(key, shape));
}
