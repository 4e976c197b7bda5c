import { rejectUnknownOptions } from "../../errors/check-option.ts";
import type { Shape } from "../../tensor/shape.ts";
import { avgPool2d } from "../layers/avg-pool.ts";
import { conv2d } from "../layers/conv2d.ts";
import { dense } from "../layers/dense.ts";
import { flatten } from "../layers/flatten.ts";
import { tanh } from "../layers/tanh.ts";
import type { ModelSpec } from "../model-spec.ts";
import { named } from "../named.ts";
import { sequential } from "../sequential.ts";

/** Options of {@link leNet5}. */
export interface LeNet5Options {
  /** Shape of an image, [channels, height, width]. @default [1, 28, 28] */
  readonly inputShape?: Shape;
  /** How many logits there are. @default 10 */
  readonly classes?: number;
}

/**
 * LeNet-5 as it is taught today: two convolutions of 5×5 (6 and 16 channels, the first with padding 2), each with tanh and
 * an average pool, then dense layers of 120, 84 and `classes` units. It differs from the paper's in that every channel of
 * the second convolution sees all six below, pools have no weights, and the output is logits. 61,706 parameters on MNIST.
 *
 * Its tensors are those of a PyTorch module with attributes `conv1`, `conv2`, `fc1`, `fc2` and `fc3`.
 *
 * @param options.inputShape shape of an image, [channels, height, width]. @default [1, 28, 28]
 * @param options.classes how many logits there are. @default 10
 * @throws {InvalidOptionError} if an option is wrong or unknown.
 * @throws {ShapeMismatchError} if an image is too small.
 * @example
 * const model = leNet5({ classes: 10 });
 * summary(model).parameters; // 61706
 * @see LeCun et al., "Gradient-based learning applied to document recognition" (1998)
 */
export function leNet5(options: LeNet5Options = {}): ModelSpec {
  rejectUnknownOptions("leNet5", options, ["inputShape", "classes"]);
  const { inputShape = [1, 28, 28], classes = 10 } = options;
  return sequential({
    inputShape,
    layers: [
      named("conv1", conv2d(6, { kernelSize: 5, padding: 2 })),
      tanh(),
      avgPool2d(2),
      named("conv2", conv2d(16, { kernelSize: 5 })),
      tanh(),
      avgPool2d(2),
      flatten(),
      named("fc1", dense(120)),
      tanh(),
      named("fc2", dense(84)),
      tanh(),
      named("fc3", dense(classes)),
    ],
  });
}
