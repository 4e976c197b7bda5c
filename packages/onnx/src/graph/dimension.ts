/** A multiple of the number of rows of the batch at hand: `"rows"`, `"12*rows"`. */
export type Rows = "rows" | `${number}*rows`;

/** Length of an axis: known, or a multiple of the rows. */
export type Dimension = number | Rows;

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

/** Whether a length depends on the batch. */
export function isRows(length: Dimension): length is Rows {
  return typeof length === "string";
}

/** How many times the rows a length is: 12 for `"12*rows"`. */
export function rowsFactor(length: Rows): number {
  return length === "rows" ? 1 : Number(length.slice(0, -"*rows".length));
}

/** `factor` times the rows. */
export function timesRows(factor: number): Dimension {
  if (factor === 0) return 0;
  return factor === 1 ? "rows" : `${factor}*rows`;
}
