/** The lengths of a tensor's axes, outermost first; row-major, in PyTorch's layout (NCHW, dense weights [out, in]). */
export type Shape = readonly number[];

/**
 * How many elements a tensor of this shape holds: the product of its lengths, 1 for a scalar's empty shape.
 *
 * @example
 * shapeSize([2, 3, 4]); // 24
 */
export function shapeSize(shape: Shape): number {
  let size = 1;
  for (const length of shape) size *= length;
  return size;
}

/**
 * Whether two shapes have the same lengths in the same order.
 *
 * @example
 * shapesEqual([2, 3], [3, 2]); // false
 */
export function shapesEqual(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

/**
 * A shape as messages print it.
 *
 * @example
 * formatShape([128, 784]); // "[128, 784]"
 */
export function formatShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}
