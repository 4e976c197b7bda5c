import { axisTaps, type DilatedWindow, type PoolWindow } from "../model/pool-window.ts";
import { shapeSize, type Shape } from "../tensor/shape.ts";

/** For each window along one axis, the elements that it takes, ascending. */
export type AxisWindows = readonly (readonly number[])[];

/** The windows over one channel: window w takes `elements[starts[w]]` to before `elements[starts[w + 1]]`. */
export interface PoolWindows {
  /** How many elements a channel has. */
  readonly size: number;
  readonly count: number;
  readonly starts: Int32Array;
  /** Row-major places in the channel; those of a window ascend. */
  readonly elements: Int32Array;
}

/** Windows that step along an axis, from `-padding` on. */
export function steppedWindows(window: DilatedWindow, axis: number, length: number, windows: number): AxisWindows {
  const { kernelSize, stride, padding, dilation } = window;
  return Array.from({ length: windows }, (_, index) =>
    axisTaps(index * stride[axis]! - padding[axis]!, kernelSize[axis]!, dilation[axis]!, length),
  );
}

/** Windows fitted to an axis: the i-th of n from ⌊i·length / n⌋ to before ⌈(i + 1)·length / n⌉. */
export function fittedWindows(length: number, windows: number): AxisWindows {
  return Array.from({ length: windows }, (_, index) => {
    const start = Math.floor((index * length) / windows);
    const end = Math.ceil(((index + 1) * length) / windows);
    return Array.from({ length: end - start }, (_place, offset) => start + offset);
  });
}

/** How many places of each window of an average lie on the padded channel, whatever juts out beyond it left out. */
export function paddedCounts(window: PoolWindow, spatial: Shape, windows: Shape): Float32Array {
  const { kernelSize, stride, padding } = window;
  let counts = [1];
  for (const [axis, length] of spatial.entries()) {
    const alongAxis = Array.from({ length: windows[axis]! }, (_, index) => {
      const start = index * stride[axis]! - padding[axis]!;
      return Math.min(start + kernelSize[axis]!, length + padding[axis]!) - start;
    });
    counts = counts.flatMap((outer) => alongAxis.map((count) => outer * count));
  }
  return Float32Array.from(counts);
}

/** The windows over a channel that those along its axes make, row-major. */
export function poolWindows(spatial: Shape, axes: readonly AxisWindows[]): PoolWindows {
  let windows: readonly (readonly number[])[] = [[0]];
  for (const [axis, alongAxis] of axes.entries()) {
    const length = spatial[axis]!;
    windows = windows.flatMap((outer) =>
      alongAxis.map((taps) => outer.flatMap((place) => taps.map((tap) => place * length + tap))),
    );
  }
  const starts = new Int32Array(windows.length + 1);
  for (const [window, places] of windows.entries()) starts[window + 1] = starts[window]! + places.length;
  return { size: shapeSize(spatial), count: windows.length, starts, elements: Int32Array.from(windows.flat()) };
}
