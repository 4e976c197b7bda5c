import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";

/** What becomes of an axis: so much is put before its first element, or cut off if negative, and it ends at this length. */
export interface AxisFit {
  readonly before: number;
  readonly length: number;
}

/**
 * Pads or cuts axes at both ends; a tensor that fits is returned as it is.
 *
 * @param fits one for each axis; an axis without one stays.
 * @param fill what is put in. @default 0
 */
export function fitAxes(
  tf: TfjsNamespace,
  tensor: DeviceTensor,
  fits: readonly (AxisFit | undefined)[],
  fill = 0,
): DeviceTensor {
  const axes = tensor.shape.map((from, axis) => {
    const { before, length } = fits[axis] ?? { before: 0, length: from };
    const begin = Math.max(0, -before);
    const padding = Math.max(0, before);
    const kept = Math.min(from - begin, length - padding);
    return { begin, kept, cut: kept < from, padding: [padding, length - padding - kept] as [number, number] };
  });
  let fitted = tensor;
  if (axes.some(({ cut }) => cut)) {
    fitted = tf.slice(
      fitted,
      axes.map(({ begin }) => begin),
      axes.map(({ kept }) => kept),
    );
  }
  const paddings = axes.map(({ padding }) => padding);
  return paddings.some(([before, after]) => before + after > 0) ? tf.pad(fitted, paddings, fill) : fitted;
}
