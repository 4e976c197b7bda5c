/** Which matrix of `a` and which of `b` make each matrix of a product whose leading axes are broadcast. */
export interface BatchIndices {
  /** The leading axes of the product. */
  readonly shape: readonly number[];
  /** For each matrix of the product, the index of its left factor. */
  readonly a: readonly number[];
  /** For each matrix of the product, the index of its right factor. */
  readonly b: readonly number[];
}

/** Broadcasts the leading axes of two stacks of matrices; undefined if they do not fit. */
export function batchIndices(a: readonly number[], b: readonly number[]): BatchIndices | undefined {
  const rank = Math.max(a.length, b.length);
  let shape: number[] = [];
  let left = [0];
  let right = [0];
  for (let axis = 0; axis < rank; axis++) {
    const lengthA = a[axis - rank + a.length] ?? 1;
    const lengthB = b[axis - rank + b.length] ?? 1;
    if (lengthA !== lengthB && lengthA !== 1 && lengthB !== 1) return undefined;
    const length = lengthA === 1 ? lengthB : lengthA;
    shape = [...shape, length];
    left = spread(left, lengthA, length);
    right = spread(right, lengthB, length);
  }
  return { shape, a: left, b: right };
}

/** Index `i` of one more axis: it counts where the axis is the factor's own, and stays 0 where it is broadcast. */
function spread(indices: readonly number[], own: number, length: number): number[] {
  return indices.flatMap((index) => Array.from({ length }, (_, step) => index * own + (own === 1 ? 0 : step)));
}
