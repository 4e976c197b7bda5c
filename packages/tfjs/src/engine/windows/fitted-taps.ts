import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import type { AxisTaps } from "./axis-taps.ts";
import { fitAxes } from "./fit-axes.ts";
import { steppedTaps } from "./stepped-taps.ts";

/** Windows fitted to an axis: the i-th of n from ⌊i·length / n⌋ to before ⌈(i + 1)·length / n⌉. */
export function fittedTaps(length: number, windows: number): AxisTaps {
  if (length % windows === 0) {
    const size = length / windows;
    return steppedTaps({ length, kernel: size, stride: size, dilation: 1, padding: 0, positions: windows });
  }
  const starts = Array.from({ length: windows }, (_, index) => Math.floor((index * length) / windows));
  const ends = starts.map((_, index) => Math.ceil(((index + 1) * length) / windows));
  const taps = Math.max(...starts.map((start, index) => ends[index]! - start));
  /** Of each tap, the element in each window; `length`, one beyond the last, where there is none. */
  const elements = Array.from({ length: taps }, (_, tap) =>
    starts.map((start, index) => (start + tap < ends[index]! ? start + tap : length)),
  );
  return {
    length,
    windows,
    count: taps,
    first: starts.map(() => 0),
    sizes: starts.map((start, index) => ends[index]! - start),
    take(tf, values, fill) {
      const extended = fitAxes(tf, values, [undefined, { before: 0, length: length + 1 }], fill);
      return elements.map((places) => pick(tf, extended, places));
    },
    put(tf, parts) {
      const summands = parts.flatMap((part, tap) => {
        const extended = fitAxes(tf, part, [undefined, { before: 0, length: windows + 1 }]);
        return windowsOfElements(elements[tap]!, length).map((places) => pick(tf, extended, places));
      });
      return summands.reduce((total, summand) => tf.add(total, summand));
    },
  };
}

/**
 * In which window an element is this tap: as many lists as there are windows for one element, the i-th naming an i-th one for
 * each element, or one beyond the last where there is none.
 */
function windowsOfElements(elements: readonly number[], length: number): readonly (readonly number[])[] {
  const windows = Array.from({ length }, (_, element) =>
    elements.flatMap((other, window) => (other === element ? [window] : [])),
  );
  const most = Math.max(...windows.map((own) => own.length));
  return Array.from({ length: most }, (_, index) => windows.map((own) => own[index] ?? elements.length));
}

function pick(tf: TfjsNamespace, values: DeviceTensor, places: readonly number[]): DeviceTensor {
  return tf.gather(values, tf.tensor([...places], [places.length], "int32") as never, 1);
}
