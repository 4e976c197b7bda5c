import { requireBatchAxis, rowAxis } from "../batch-axis.ts";
import { makeLayer, type LayerDefinition } from "../layer-definition.ts";

/** What {@link logSoftmax} returns. */
export interface LogSoftmaxSpec {
  readonly kind: "log-softmax";
  readonly axis: number;
}

export const LOG_SOFTMAX: LayerDefinition<LogSoftmaxSpec> = {
  kind: "log-softmax",
  options: ["axis"],
  hints: { dim: "Name it axis." },
  check: (subject, { axis = -1 }) => ({ kind: "log-softmax", axis: requireBatchAxis(`${subject}: axis`, axis) }),
  infer: ({ axis }, inputShape, place) => {
    rowAxis(axis, inputShape, place);
    return { outputShape: inputShape };
  },
};

/**
 * Logarithms of the shares along an axis: y_i = (x_i - m) - log Σ_j e^(x_j - m) with m the largest x along it.
 *
 * @param axis counted on the whole batch, as PyTorch's `dim`: 1 is the first of a row, -1 the last, 0 (the rows) is
 * refused. @default -1
 * @throws {InvalidOptionError} if the axis is no integer, or 0.
 * @example
 * logSoftmax();
 */
export function logSoftmax(axis = -1): LogSoftmaxSpec {
  return makeLayer(LOG_SOFTMAX, "logSoftmax", { axis });
}
