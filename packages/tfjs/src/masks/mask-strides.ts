import { formatShape, ShapeMismatchError, type Shape } from "@lockstep/core";

/**
 * How many elements of a mask lie between neighbours along each axis of a tensor, so that the element at `position` takes
 * draw Σ position[axis] · strides[axis]; 0 along axes that share one draw.
 *
 * @param maskShape of the mask: the length of the tensor, or 1, along every axis.
 * @param shape of the tensor.
 * @param order of the tensor's axes: its axis *i* is the mask's axis `order[i]`. @default as they are
 * @throws {ShapeMismatchError} if the mask cannot be spread over the tensor.
 */
export function maskStrides(maskShape: Shape, shape: Shape, order?: readonly number[]): readonly number[] {
  const strides: number[] = [];
  let stride = 1;
  for (let axis = maskShape.length - 1; axis >= 0; axis--) {
    strides[axis] = maskShape[axis] === 1 ? 0 : stride;
    stride *= maskShape[axis]!;
  }
  const lengths = order === undefined ? maskShape : order.map((axis) => maskShape[axis]!);
  if (lengths.length !== shape.length || lengths.some((length, axis) => length !== 1 && length !== shape[axis])) {
    throw new ShapeMismatchError({
      subject: `a mask of shape ${formatShape(lengths)}`,
      rule: "must have the length of what it is applied to, or 1, along every axis",
      received: shape,
    });
  }
  return order === undefined ? strides : order.map((axis) => strides[axis]!);
}

/** Whether a tensor's element *i*, row-major, takes draw *i*. */
export function isRowMajor(strides: readonly number[], shape: Shape): boolean {
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== stride) return false;
    stride *= shape[axis]!;
  }
  return true;
}
