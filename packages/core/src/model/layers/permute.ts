import { InvalidOptionError, ShapeMismatchError } from "../../errors/lockstep-error.ts";
import { makeLayer, type LayerDefinition } from "../layer-definition.ts";

/** What {@link permute} returns. */
export interface PermuteSpec {
  readonly kind: "permute";
  /** For each axis of a row of output, the axis of the input that it is, counted from 0. */
  readonly order: readonly number[];
}

export const PERMUTE: LayerDefinition<PermuteSpec> = {
  kind: "permute",
  options: ["order"],
  hints: { dims: "Write order; axes of a row are counted from 0, without the batch axis." },
  check(subject, { order }) {
    const axes: unknown[] = Array.isArray(order) ? Array.from(order) : [];
    if (axes.length === 0 || !axes.every((_, axis) => axes.includes(axis))) {
      throw new InvalidOptionError({
        subject: `${subject}: order`,
        rule: "must list every axis of a row once, counted from 0",
        received: order,
        remedy: "permute([1, 0]) swaps the axes of rows of two.",
      });
    }
    return { kind: "permute", order: Object.freeze(axes as number[]) };
  },
  infer({ order }, inputShape, { subject }) {
    if (inputShape.length !== order.length) {
      throw new ShapeMismatchError({
        subject,
        rule: `needs rows of ${order.length} axes`,
        received: inputShape,
        remedy: "List every axis of a row, without the batch axis.",
      });
    }
    return { outputShape: order.map((axis) => inputShape[axis]!) };
  },
};

/**
 * Reorders the axes of a row: axis k of the output is axis `order[k]` of the input, so that `permute([1, 0])` transposes.
 * The batch axis stays where it is and is not counted: PyTorch's `x.permute(0, 2, 1)` is `permute([1, 0])`, Keras's
 * `Permute((2, 1))` too.
 *
 * @param order every axis of a row once, counted from 0.
 * @throws {InvalidOptionError} if it is not a permutation.
 * @example
 * sequential({ inputShape: [28, 28, 3], layers: [permute([2, 0, 1])] }); // channels first: output [3, 28, 28]
 */
export function permute(order: readonly number[]): PermuteSpec {
  return makeLayer(PERMUTE, "permute", { order });
}
