import { requireBatchAxis, rowAxis } from "../batch-axis.ts";
import { makeLayer, type LayerDefinition } from "../layer-definition.ts";

/** What {@link softmax} returns. */
export interface SoftmaxSpec {
  readonly kind: "softmax";
  readonly axis: number;
}

export const SOFTMAX: LayerDefinition<SoftmaxSpec> = {
  kind: "softmax",
  options: ["axis"],
  hints: { dim: "Name it axis." },
  check: (subject, { axis = -1 }) => ({ kind: "softmax", axis: requireBatchAxis(`${subject}: axis`, axis) }),
  infer: ({ axis }, inputShape, place) => {
    rowAxis(axis, inputShape, place);
    return { outputShape: inputShape };
  },
};

/**
 * Shares along an axis: y_i = e^(x_i - m) / Σ_j e^(x_j - m) with m the largest x along it.
 *
 * Not before `softmaxCrossEntropy`, which has it inside already.
 *
 * @param axis counted on the whole batch, as PyTorch's `dim`: 1 is the first of a row, -1 the last, 0 (the rows) is
 * refused. @default -1
 * @throws {InvalidOptionError} if the axis is no integer, or 0.
 * @example
 * softmax();
 */
export function softmax(axis = -1): SoftmaxSpec {
  return makeLayer(SOFTMAX, "softmax", { axis });
}
