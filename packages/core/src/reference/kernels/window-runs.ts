import type { ConvolutionAxis } from "../../model/convolution-axis.ts";

/**
 * Where the elements of a field lie in the matrix of its windows, for one channel. The matrix has a row for each element of
 * the kernel and a column for each position of the window, both row-major; along the last axis they come in runs.
 */
export interface WindowRuns {
  /** Elements of the kernel: rows of the matrix. */
  readonly kernel: number;
  /** Positions of the window: columns of the matrix. */
  readonly positions: number;
  /** Elements of the field. */
  readonly field: number;
  /** Distance in the field from one element of a run to the next. */
  readonly stride: number;
  /** Of each run: its first index in the matrix, its first index in the field, and its length. */
  readonly table: Int32Array;
}

const UNIT_AXIS: ConvolutionAxis = { length: 1, kernel: 1, stride: 1, dilation: 1, padding: 0, positions: 1 };

/** The runs of a window, one to three axes, in the order of the matrix: kernel element by kernel element. */
export function windowRuns(axes: readonly ConvolutionAxis[]): WindowRuns {
  const [depth, height, width] = [UNIT_AXIS, UNIT_AXIS, ...axes].slice(-3) as [
    ConvolutionAxis,
    ConvolutionAxis,
    ConvolutionAxis,
  ];
  const positions = depth.positions * height.positions * width.positions;
  const table: number[] = [];
  let row = 0;
  for (let kd = 0; kd < depth.kernel; kd++) {
    for (let kh = 0; kh < height.kernel; kh++) {
      for (let kw = 0; kw < width.kernel; kw++, row++) {
        const shift = width.padding - kw * width.dilation;
        const first = Math.max(0, Math.ceil(shift / width.stride));
        const end = Math.min(width.positions, Math.floor((width.length - 1 + shift) / width.stride) + 1);
        if (first >= end) continue;
        for (let pd = 0; pd < depth.positions; pd++) {
          const z = pd * depth.stride - depth.padding + kd * depth.dilation;
          if (z < 0 || z >= depth.length) continue;
          for (let ph = 0; ph < height.positions; ph++) {
            const y = ph * height.stride - height.padding + kh * height.dilation;
            if (y < 0 || y >= height.length) continue;
            table.push(
              row * positions + (pd * height.positions + ph) * width.positions + first,
              (z * height.length + y) * width.length + first * width.stride - shift,
              end - first,
            );
          }
        }
      }
    }
  }
  return {
    kernel: depth.kernel * height.kernel * width.kernel,
    positions,
    field: depth.length * height.length * width.length,
    stride: width.stride,
    table: Int32Array.from(table),
  };
}

/** How a matrix of windows lies in memory: distances between neighbours in a column and in a row of it. */
export interface MatrixSteps {
  readonly row: number;
  readonly column: number;
}

/**
 * Writes the windows of a field into their matrix. What lies in the padding is not written: it is 0 from the start.
 *
 * @param field [channels, ...]
 * @param windows [channels · kernel, positions], or the other way round by its steps.
 */
export function gatherWindows(
  { table, stride, kernel, positions, field: fieldSize }: WindowRuns,
  channels: number,
  field: Float32Array,
  windows: Float32Array,
  steps: MatrixSteps,
): void {
  for (let channel = 0; channel < channels; channel++) {
    for (let run = 0; run < table.length; run += 3) {
      const position = table[run]! % positions;
      const row = channel * kernel + (table[run]! - position) / positions;
      let to = row * steps.row + position * steps.column;
      let from = channel * fieldSize + table[run + 1]!;
      for (let left = table[run + 2]!; left > 0; left--, to += steps.column, from += stride) windows[to] = field[from]!;
    }
  }
}

/**
 * Adds the windows' matrix to the field: each element gets its summands in the order of the kernel's elements. What lies in
 * the padding is left out.
 *
 * @param windows [channels, kernel, positions]
 * @param field [channels, ...]
 */
export function scatterWindows(runs: WindowRuns, channels: number, windows: Float32Array, field: Float32Array): void {
  const { table, stride } = runs;
  for (let channel = 0; channel < channels; channel++) {
    const [fromBase, toBase] = [channel * runs.kernel * runs.positions, channel * runs.field];
    for (let run = 0; run < table.length; run += 3) {
      let from = fromBase + table[run]!;
      let to = toBase + table[run + 1]!;
      for (const end = from + table[run + 2]!; from < end; from++, to += stride)
        field[to] = field[to]! + windows[from]!;
    }
  }
}
