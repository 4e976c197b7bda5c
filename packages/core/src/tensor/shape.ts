/** The lengths of a tensor's axes, outermost first; row-major, in PyTorch's layout (NCHW, dense weights [out, in]). */
export type Shape = readonly number[];

/** How many elements a tensor of this shape holds: the product of its lengths, 1 for a scalar's empty shape. */
export function shapeSize(shape: Shape): number {
  let size = 1;
  for (const length of shape) size *= length;
  return size;
}

export function shapesEqual(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

/** `[128, 784]`, as messages print it. */
export function formatShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}
