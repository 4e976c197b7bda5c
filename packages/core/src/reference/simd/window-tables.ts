import type { ConvolutionAxis } from "../../model/convolution-axis.ts";
import { windowRuns } from "../kernels/window-runs.ts";

/** Where elements of windows lie, in bytes, for kernels that never write windows out. */
export interface WindowTables {
  /** Elements of a window over one channel, windows over a channel, and elements of a channel. */
  readonly kernel: number;
  readonly positions: number;
  readonly field: number;
  /** Whether windows see zeros round a channel. */
  readonly isPadded: boolean;
  /** Elements of a channel with those zeros. */
  readonly padded: number;
  /** A window's element lies in the padded group at the sum of its offset, by channel and place in the kernel, ... */
  readonly elements: readonly number[];
  /** ... and of the window's. */
  readonly places: readonly number[];
  /** Of each line of a channel: where it lies, and where it goes to in the padded one. */
  readonly lines: readonly number[];
  readonly lineLength: number;
  /** Of each run of `windowRuns`: where it lies in a matrix of windows with rows of `rowSize` bytes, where in the field, and its length. */
  readonly runs: readonly number[];
  readonly rowSize: number;
  /** From one element of the field to the next of a run. */
  readonly step: number;
}

const FLOAT = Float32Array.BYTES_PER_ELEMENT;
/** Windows that are computed together. */
const TOGETHER = 8;

/** The tables of windows over groups of so many channels. */
export function windowTables(axes: readonly ConvolutionAxis[], channels: number): WindowTables {
  const { kernel, positions, field, stride, table } = windowRuns(axes);
  const reach = (axis: ConvolutionAxis): number =>
    (axis.positions - 1) * axis.stride + (axis.kernel - 1) * axis.dilation + 1;
  const isPadded = axes.some((axis) => axis.padding > 0 || reach(axis) > axis.length);
  const lengths = axes.map((axis) => (isPadded ? reach(axis) : axis.length));
  const padded = lengths.reduce((product, length) => product * length, 1);
  /** Row-major places in the padded channel of what each axis lists. */
  const places = (along: (axis: ConvolutionAxis) => readonly number[]): number[] =>
    axes.reduce<number[]>(
      (outer, axis, index) => outer.flatMap((place) => along(axis).map((inner) => place * lengths[index]! + inner)),
      [0],
    );
  const kernelPlaces = places((axis) => steps(axis.kernel, axis.dilation));
  const lineAxes = axes.slice(0, -1);
  const width = axes.at(-1)!;
  const rowSize = Math.ceil(positions / TOGETHER) * TOGETHER * FLOAT;

  return {
    kernel,
    positions,
    field,
    isPadded,
    padded,
    elements: steps(channels, padded).flatMap((channel) => kernelPlaces.map((place) => FLOAT * (channel + place))),
    places: places((axis) => steps(axis.positions, axis.stride)).map((place) => FLOAT * place),
    ...(isPadded ? linesOf() : { lines: [], lineLength: 0 }),
    runs: Array.from({ length: table.length / 3 }, (_, run) => {
      const [index, to, length] = [table[3 * run]!, table[3 * run + 1]!, table[3 * run + 2]!];
      const position = index % positions;
      return [((index - position) / positions) * rowSize + position * FLOAT, to * FLOAT, length];
    }).flat(),
    rowSize,
    step: stride * FLOAT,
  };

  /** Lines of the last axis, as far as they are within the padded channel. */
  function linesOf(): Pick<WindowTables, "lines" | "lineLength"> {
    let pairs: (readonly [number, number])[] = [[0, 0]];
    for (const [index, { length, padding }] of lineAxes.entries()) {
      pairs = pairs.flatMap(([from, to]) =>
        steps(Math.min(length, lengths[index]! - padding), 1).map((place): readonly [number, number] => [
          from * length + place,
          to * lengths[index]! + place + padding,
        ]),
      );
    }
    return {
      lines: pairs.flatMap(([from, to]) => [
        from * width.length * FLOAT,
        (to * lengths.at(-1)! + width.padding) * FLOAT,
      ]),
      lineLength: Math.max(0, Math.min(width.length, lengths.at(-1)! - width.padding)),
    };
  }
}

/** 0, step, 2·step, ...: `count` of them. */
function steps(count: number, step: number): number[] {
  return Array.from({ length: Math.max(0, count) }, (_, index) => index * step);
}
