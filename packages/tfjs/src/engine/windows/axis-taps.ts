import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";

/**
 * The windows along the middle axis of tensors [outer, length, inner], by taps: tap t is the t-th place of every window.
 * A place outside of the axis holds no element.
 */
export interface AxisTaps {
  /** Length of the axis. */
  readonly length: number;
  /** How many windows there are. */
  readonly windows: number;
  /** How many places a window has. */
  readonly count: number;
  /** For each window the first tap that is an element. */
  readonly first: readonly number[];
  /** For each window how many elements it has. */
  readonly sizes: readonly number[];
  /**
   * The elements of each tap, [outer, windows, inner].
   *
   * @param fill what stands where there is no element.
   */
  take(tf: TfjsNamespace, values: DeviceTensor, fill: number): readonly DeviceTensor[];
  /** The inverse way: [outer, length, inner] with the sum of all that lands on an element; the rest is left out. */
  put(tf: TfjsNamespace, taps: readonly DeviceTensor[]): DeviceTensor;
}
