import type { ConvolutionAxis } from "@lockstep/core/engine";

/**
 * How many elements each window along an axis counts.
 *
 * @param after places of padding at the end; `undefined` counts no padding at all. What juts out beyond it never counts.
 */
export function windowCounts(
  { length, kernel, stride, dilation, padding, positions }: ConvolutionAxis,
  after: number | undefined,
): readonly number[] {
  const [least, end] = after === undefined ? [0, length] : [-padding, length + after];
  return Array.from({ length: positions }, (_, position) => {
    const start = position * stride - padding;
    let count = 0;
    for (let tap = 0; tap < kernel; tap++) {
      const place = start + tap * dilation;
      if (place >= least && place < end) count++;
    }
    return count;
  });
}

/** The products of a number for each window along each axis, row-major. */
export function productsOverWindows(alongAxes: readonly (readonly number[])[]): readonly number[] {
  let products: readonly number[] = [1];
  for (const along of alongAxes) products = products.flatMap((outer) => along.map((own) => outer * own));
  return products;
}
