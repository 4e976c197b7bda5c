/** Length of an axis: known, or the number of rows of the batch at hand. */
export type Dimension = number | "rows";

/** Lengths of a value's axes, outermost first; `[]` is a scalar. */
export type GraphShape = readonly Dimension[];

/** `[rows, 784]`, as messages print it. */
export function formatGraphShape(shape: GraphShape): string {
  return `[${shape.join(", ")}]`;
}

export function graphShapesEqual(a: GraphShape, b: GraphShape): boolean {
  return a.length === b.length && a.every((dimension, axis) => dimension === b[axis]);
}

/** `axis` counted from the front, as ONNX allows negative axes. */
export function normalAxis(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}
