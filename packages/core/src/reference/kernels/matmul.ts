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
  const strides = { inner: 1, column: inner };
  return multiply(x, w, strides, { rows, inner, columns }, new Float32Array(rows * columns));
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
  return multiply(a, b, { inner: columns, column: 1 }, { rows, inner, columns }, result);
}

/**
 * result += a·b, where b's element [k, column] stands at k · strides.inner + column · strides.column.
 *
 * Four rows by two columns at a time: eight sums live in registers, and `b` is read in packed pairs of columns. Both factors
 * are f64 copies, which saves a conversion for each product: that of two f32 is exact in f64, and then rounded.
 */
function multiply(
  a: Float32Array,
  b: Float32Array,
  strides: { readonly inner: number; readonly column: number },
  { rows, inner, columns }: { readonly rows: number; readonly inner: number; readonly columns: number },
  result: Float32Array,
): Float32Array {
  const left = new Float64Array(a);
  const pair = new Float64Array(2 * inner);
  const blockedRows = rows - (rows % 4);
  for (let column = 0; column < columns; column += 2) {
    // The last column of an odd number stands alone: the place beside it is not read.
    const width = Math.min(2, columns - column);
    let from = column * strides.column;
    for (let k = 0; k < 2 * inner; k += 2) {
      pair[k] = b[from]!;
      if (width > 1) pair[k + 1] = b[from + strides.column]!;
      from += strides.inner;
    }
    const paired = width > 1 ? blockedRows : 0;
    for (let row = 0; row < paired; row += 4) fourByTwo(left, pair, result, row, column, inner, columns);
    for (let row = paired; row < rows; row++) {
      for (let offset = 0; offset < width; offset++) {
        const place = row * columns + column + offset;
        result[place] = dot(result[place]!, left, row * inner, pair, offset, inner);
      }
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

/** One element: on top of `sumBefore`, `inner` products of a's run from `start` with one of the pair's two columns. */
function dot(
  sumBefore: number,
  a: Float64Array,
  start: number,
  pair: Float64Array,
  offset: number,
  inner: number,
): number {
  let sum = f32(sumBefore);
  for (let k = 0; k < inner; k++) sum = f32(sum + f32(a[start + k]! * pair[2 * k + offset]!));
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
