import type { AxisTaps } from "./axis-taps.ts";

/** A pool along one axis: values seen as [outer, length, inner] become [outer, windows, inner]. */
export interface PoolStage {
  readonly taps: AxisTaps;
  /** Elements of a row behind one of this axis. */
  readonly inner: number;
}
