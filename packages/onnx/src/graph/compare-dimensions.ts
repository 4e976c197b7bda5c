import { isRows, rowsFactor, type Dimension } from "./dimension.ts";

/** What is known of a difference: it lies between two numbers, either of which may be infinite. */
export interface DifferenceBounds {
  readonly least: number;
  readonly most: number;
}

/** Bounds of a - b for batches of one row or more. */
export function differenceBounds(a: Dimension, b: Dimension): DifferenceBounds {
  const factor = factorOf(a) - factorOf(b);
  const offset = (isRows(a) ? 0 : a) - (isRows(b) ? 0 : b);
  const atOneRow = factor + offset;
  return { least: factor < 0 ? -Infinity : atOneRow, most: factor > 0 ? Infinity : atOneRow };
}

function factorOf(length: Dimension): number {
  return isRows(length) ? rowsFactor(length) : 0;
}
