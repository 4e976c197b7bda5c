import { ShapeMismatchError } from "../../errors/lockstep-error.ts";
import { shapeSize, type Shape } from "../../tensor/shape.ts";

/** How many inputs an output sums over, and how many outputs an input goes into. */
export interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

/**
 * Fans of a weight [outputs, inputs, ...kernel] as PyTorch counts them: each times the size of the kernel. Groups and
 * transposition are not looked at.
 *
 * @throws {ShapeMismatchError} if the shape has fewer than two axes.
 */
export function fansOf(shape: Shape): Fans {
  const [outputs, inputs, ...kernel] = shape;
  if (inputs === undefined) {
    throw new ShapeMismatchError({
      subject: "the initialiser",
      rule: "needs a weight of two axes or more",
      received: shape,
      remedy: "What has one axis takes constantInit, uniformInit or normalInit.",
    });
  }
  const field = shapeSize(kernel);
  return { fanIn: inputs * field, fanOut: outputs! * field };
}
