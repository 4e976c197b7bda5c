/**
 * The three matrix products that training needs, in strict f32: every product and every sum is rounded to f32, and each
 * element sums over its inner axis from index 0 upwards, starting at +0 or at what a sum already holds. Blocking changes
 * which elements are computed together, never the order within one element, so that any kernel that keeps the order gives
 * the same bits.
 */

const f32 = Math.fround;

/**
 * x·wᵀ.
 *
 * @param x [rows, inner]
 * @param w [columns, inner]
 * @returns [rows, columns]
 */
export function matmulTransposed(x: Float32Array, w: Float32Array, rows: number, inner: number): Float32Array {
  const columns = w.length / inner;
  return matmul(x, transpose(w, columns, inner), rows, inner);
}

/**
 * aᵀ·b: sums over the rows of both, in order.
 *
 * @param a [rows, left]
 * @param b [rows, right]
 * @param sums [left, right], of the rows before these: the sums run on in place, as if all rows had been one matrix.
 *   @default zeros
 * @returns [left, right]
 */
export function matmulOfTransposed(a: Float32Array, b: Float32Array, rows: number, sums?: Float32Array): Float32Array {
  return matmul(transpose(a, rows, a.length / rows), b, a.length / rows, rows, sums);
}

/**
 * a·b.
 *
 * Four rows by two columns at a time: eight sums live in registers, and `b` is read in packed pairs of columns. Both factors
 * are f64 copies, which saves a conversion for each product: that of two f32 is exact in f64, and then rounded.
 *
 * @param a [rows, inner]
 * @param b [inner, columns]
 * @param result [rows, columns]: what the sums start from, and where they end. @default zeros
 * @returns `result`
 */
export function matmul(
  a: Float32Array,
  b: Float32Array,
  rows: number,
  inner: number,
  result: Float32Array = new Float32Array((rows * b.length) / inner),
): Float32Array {
  const columns = b.length / inner;
  const left = new Float64Array(a);
  const pair = new Float64Array(2 * inner);
  const pairedColumns = columns - (columns % 2);
  const blockedRows = rows - (rows % 4);
  for (let column = 0; column < pairedColumns; column += 2) {
    for (let k = 0; k < inner; k++) {
      pair[2 * k] = b[k * columns + column]!;
      pair[2 * k + 1] = b[k * columns + column + 1]!;
    }
    for (let row = 0; row < blockedRows; row += 4) fourByTwo(left, pair, result, row, column, inner, columns);
    for (let row = blockedRows; row < rows; row++) {
      const first = row * columns + column;
      result[first] = dot(result[first]!, left, row * inner, pair, 0, 2, inner);
      result[first + 1] = dot(result[first + 1]!, left, row * inner, pair, 1, 2, inner);
    }
  }
  if (pairedColumns < columns) {
    for (let row = 0; row < rows; row++) {
      const last = row * columns + pairedColumns;
      result[last] = dot(result[last]!, left, row * inner, b, pairedColumns, columns, inner);
    }
  }
  return result;
}

function fourByTwo(
  a: Float64Array,
  pair: Float64Array,
  result: Float32Array,
  row: number,
  column: number,
  inner: number,
  columns: number,
): void {
  let a0 = row * inner;
  let a1 = a0 + inner;
  let a2 = a1 + inner;
  let a3 = a2 + inner;
  const first = row * columns + column;
  let s00 = result[first]!,
    s01 = result[first + 1]!,
    s10 = result[first + columns]!,
    s11 = result[first + columns + 1]!,
    s20 = result[first + 2 * columns]!,
    s21 = result[first + 2 * columns + 1]!,
    s30 = result[first + 3 * columns]!,
    s31 = result[first + 3 * columns + 1]!;
  for (let k = 0; k < 2 * inner; k += 2) {
    const left = pair[k]!;
    const right = pair[k + 1]!;
    const v0 = a[a0++]!;
    const v1 = a[a1++]!;
    const v2 = a[a2++]!;
    const v3 = a[a3++]!;
    s00 = f32(s00 + f32(v0 * left));
    s01 = f32(s01 + f32(v0 * right));
    s10 = f32(s10 + f32(v1 * left));
    s11 = f32(s11 + f32(v1 * right));
    s20 = f32(s20 + f32(v2 * left));
    s21 = f32(s21 + f32(v2 * right));
    s30 = f32(s30 + f32(v3 * left));
    s31 = f32(s31 + f32(v3 * right));
  }
  result[first] = s00;
  result[first + 1] = s01;
  result[first + columns] = s10;
  result[first + columns + 1] = s11;
  result[first + 2 * columns] = s20;
  result[first + 2 * columns + 1] = s21;
  result[first + 3 * columns] = s30;
  result[first + 3 * columns + 1] = s31;
}

/** One element: on top of `sumBefore`, `inner` products of a's run from `start` with every `stride`-th element of b from `offset`. */
function dot(
  sumBefore: number,
  a: Float64Array,
  start: number,
  b: Float64Array | Float32Array,
  offset: number,
  stride: number,
  inner: number,
): number {
  let sum = f32(sumBefore);
  for (let k = 0; k < inner; k++) sum = f32(sum + f32(a[start + k]! * b[offset + k * stride]!));
  return sum;
}

/** [rows, columns] to [columns, rows]. */
export function transpose(values: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      result[column * rows + row] = values[row * columns + column]!;
    }
  }
  return result;
}
