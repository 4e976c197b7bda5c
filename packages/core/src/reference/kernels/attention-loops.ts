import { exp } from "../../numeric/exp.ts";

const f32 = Math.fround;

/** Where the elements of a matrix stand that every head of every row has one of, in elements. */
export interface HeadMatrix {
  readonly values: Float32Array;
  readonly start: number;
  readonly rowStride: number;
  readonly headStride: number;
  /** From one line of the matrix to the next, */
  readonly lineStride: number;
  /** and from one column to the next: 1, or `lineStride` is. */
  readonly columnStride: number;
}

/** Products of matrices, one for every head of every row: [lines, inner]·[inner, columns]. */
export interface HeadProducts {
  readonly rows: number;
  readonly heads: number;
  readonly lines: number;
  readonly inner: number;
  readonly columns: number;
  /**
   * What a causal layer leaves out, by the number i of a line: inner indices above i, those below i, or columns above i.
   *
   * @default nothing
   */
  readonly leavesOut?: "inner above" | "inner below" | "columns above";
}

/** The loops of attention, all in f32, each product and sum rounded. */
export interface AttentionLoops {
  /** Adds a·b to `target`, whose columns are neighbours, in place: upwards along the inner axis. */
  addHeadProducts(products: HeadProducts, a: HeadMatrix, b: HeadMatrix, target: HeadMatrix): void;
  /**
   * The softmax of lines of scores times a scale, in place; with `causal` of line i, counted in squares of `positions`, up
   * to i alone.
   */
  softmaxOfScores(scores: Float32Array, positions: number, scale: number, causal: boolean): void;
  /** p_j·(g_j - Σ_j p_j·g_j)·scale of those lines, p their softmax. */
  gradientOfScores(
    weights: Float32Array,
    gradient: Float32Array,
    positions: number,
    scale: number,
    causal: boolean,
  ): Float32Array;
}

/** The inner indices and columns that line i takes part in. */
function extentOf({ inner, columns, leavesOut }: HeadProducts, i: number): readonly [number, number, number] {
  return [
    leavesOut === "inner below" ? i : 0,
    leavesOut === "inner above" ? Math.min(inner, i + 1) : inner,
    leavesOut === "columns above" ? Math.min(columns, i + 1) : columns,
  ];
}

/** Adds the products of heads to what `target` holds. */
export function addHeadProducts(products: HeadProducts, a: HeadMatrix, b: HeadMatrix, target: HeadMatrix): void {
  const add = b.columnStride === 1 ? addRows : addDots;
  for (let row = 0; row < products.rows; row++) {
    for (let head = 0; head < products.heads; head++) {
      const [ofA, ofB, ofTarget] = [startOf(a, row, head), startOf(b, row, head), startOf(target, row, head)];
      for (let line = 0; line < products.lines; line++) {
        const [from, to, columns] = extentOf(products, line);
        add(
          a,
          ofA + line * a.lineStride,
          b,
          ofB,
          from,
          to,
          target.values,
          ofTarget + line * target.lineStride,
          columns,
        );
      }
    }
  }
}

function startOf({ start, rowStride, headStride }: HeadMatrix, row: number, head: number): number {
  return start + row * rowStride + head * headStride;
}

/** One line of the target, a line of b after the other. */
function addRows(
  { values, columnStride }: HeadMatrix,
  lineOfA: number,
  b: HeadMatrix,
  firstOfB: number,
  from: number,
  to: number,
  target: Float32Array,
  first: number,
  columns: number,
): void {
  for (let k = from; k < to; k++) {
    const factor = values[lineOfA + k * columnStride]!;
    const source = firstOfB + k * b.lineStride;
    for (let column = 0; column < columns; column++) {
      target[first + column] = target[first + column]! + f32(factor * b.values[source + column]!);
    }
  }
}

/** One line of the target, a column of b after the other. */
function addDots(
  { values, columnStride }: HeadMatrix,
  lineOfA: number,
  b: HeadMatrix,
  firstOfB: number,
  from: number,
  to: number,
  target: Float32Array,
  first: number,
  columns: number,
): void {
  for (let column = 0; column < columns; column++) {
    const source = firstOfB + column * b.columnStride;
    let sum = target[first + column]!;
    for (let k = from; k < to; k++) {
      sum = f32(sum + f32(values[lineOfA + k * columnStride]! * b.values[source + k * b.lineStride]!));
    }
    target[first + column] = sum;
  }
}

/** In place. A NaN anywhere in what a line sees makes all of that NaN. */
export function softmaxOfScores(scores: Float32Array, positions: number, scale: number, causal: boolean): void {
  const factor = f32(scale);
  for (let first = 0, line = 0; first < scores.length; first += positions, line++) {
    const end = first + (causal ? (line % positions) + 1 : positions);
    let maximum = -Infinity;
    for (let index = first; index < end; index++) {
      scores[index] = scores[index]! * factor;
      if (index === first || scores[index]! > maximum) maximum = scores[index]!;
    }
    let sum = 0;
    for (let index = first; index < end; index++) {
      scores[index] = exp(f32(scores[index]! - maximum));
      sum = f32(sum + scores[index]!);
    }
    for (let index = first; index < end; index++) scores[index] = scores[index]! / sum;
    scores.fill(0, end, first + positions);
  }
}

/** Into `result`, which begins as zeros. */
export function gradientOfScores(
  weights: Float32Array,
  gradient: Float32Array,
  positions: number,
  scale: number,
  causal: boolean,
  result: Float32Array,
): Float32Array {
  const factor = f32(scale);
  for (let first = 0, line = 0; first < weights.length; first += positions, line++) {
    const end = first + (causal ? (line % positions) + 1 : positions);
    let mean = 0;
    for (let index = first; index < end; index++) mean = f32(mean + f32(weights[index]! * gradient[index]!));
    for (let index = first; index < end; index++) {
      result[index] = f32(weights[index]! * f32(gradient[index]! - mean)) * factor;
    }
  }
  return result;
}
