import { requireInteger } from "../../errors/check-option.ts";
import { InvalidOptionError, ShapeMismatchError } from "../../errors/lockstep-error.ts";
import { formatShape, shapeSize, type Shape } from "../../tensor/shape.ts";
import { makeLayer, type LayerDefinition } from "../layer-definition.ts";

/** What {@link reshape} returns. */
export interface ReshapeSpec {
  readonly kind: "reshape";
  /** Shape of one row of output; -1 for at most one length that follows from the others. */
  readonly shape: Shape;
}

export const RESHAPE: LayerDefinition<ReshapeSpec> = {
  kind: "reshape",
  options: ["shape"],
  hints: { targetShape: "Write shape." },
  check(subject, { shape }) {
    if (!Array.isArray(shape) || shape.length === 0 || shape.filter((length) => length === -1).length > 1) {
      throw new InvalidOptionError({
        subject: `${subject}: shape`,
        rule: "must list at least one length, and -1 at most once",
        received: shape,
        remedy: "List the lengths of one row, without the batch axis.",
      });
    }
    return {
      kind: "reshape",
      shape: Object.freeze(
        Array.from(shape, (length: unknown) =>
          length === -1 ? -1 : requireInteger(`${subject}: shape`, length, { min: 1 }),
        ),
      ),
    };
  },
  infer({ shape }, inputShape, { subject }) {
    const size = shapeSize(inputShape);
    const known = shapeSize(shape.filter((length) => length !== -1));
    if (shape.includes(-1) ? size % known !== 0 : size !== known) {
      throw new ShapeMismatchError({
        subject,
        rule: `needs rows of ${shape.includes(-1) ? "a multiple of " : ""}${known} elements for ${formatShape(shape)}`,
        received: inputShape,
        remedy: `Give it a shape of ${size} elements; -1 stands for the length that is left.`,
      });
    }
    return { outputShape: shape.map((length) => (length === -1 ? size / known : length)) };
  },
};

/**
 * Gives a row another shape of as many elements; values and gradients keep their row-major order. PyTorch's `Unflatten`
 * and `Tensor.reshape`, but the batch axis is not listed; Keras's `Reshape`.
 *
 * @param shape lengths of one row of output; one of them may be -1 and is then what is left.
 * @throws {InvalidOptionError} if a length is neither a positive integer nor the only -1.
 * @example
 * sequential({ inputShape: [784], layers: [reshape([1, 28, 28])] });
 * sequential({ inputShape: [4, 3, 3], layers: [reshape([4, -1])] }); // output [4, 9]
 */
export function reshape(shape: Shape): ReshapeSpec {
  return makeLayer(RESHAPE, "reshape", { shape });
}
