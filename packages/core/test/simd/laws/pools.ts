import fc from "fast-check";
import { fittedWindows, poolWindows, steppedWindows, type AxisWindows } from "../../../src/reference/pool-windows.ts";
import { expectSameBits, type KernelLaw } from "../both-kernels.ts";
import { floats } from "../special-numbers.ts";

interface PooledAxis {
  readonly length: number;
  readonly windows: AxisWindows;
}

const upTo = (max: number, min = 1): fc.Arbitrary<number> => fc.integer({ min, max });

/** Windows that overlap, leave gaps, or are cut by the padding; or that are fitted to the axis. */
const axis: fc.Arbitrary<PooledAxis> = fc.oneof(
  fc
    .record({
      length: upTo(9),
      kernel: upTo(4),
      stride: upTo(3),
      dilation: upTo(2),
      padding: upTo(1, 0),
      count: upTo(4),
    })
    .map(({ length, kernel, stride, dilation, padding, count }) => {
      const window = {
        kernelSize: [kernel],
        stride: [stride],
        padding: [padding],
        dilation: [dilation],
        rounding: "floor" as const,
      };
      return { length, windows: steppedWindows(window, 0, length, count).filter((taps) => taps.length > 0) };
    })
    .filter(({ windows }) => windows.length > 0),
  fc.record({ length: upTo(9), count: upTo(4) }).map(({ length, count }) => ({
    length,
    windows: fittedWindows(length, Math.min(length, count)),
  })),
);

/** The largest and the averages of windows, and their gradients. */
export const poolsLaw: KernelLaw = (kernels) => {
  const pools = fc.record({ axes: fc.array(axis, { minLength: 1, maxLength: 2 }), channels: upTo(7) }).chain((form) => {
    const spatial = form.axes.map(({ length }) => length);
    const windows = poolWindows(
      spatial,
      form.axes.map((along) => along.windows),
    );
    return fc.record({
      windows: fc.constant(windows),
      input: floats(form.channels * windows.size),
      gradient: floats(form.channels * windows.count),
      divisors: fc
        .array(fc.integer({ min: 1, max: 9 }), { minLength: windows.count, maxLength: windows.count })
        .map((values) => Float32Array.from(values)),
    });
  });
  fc.assert(
    fc.property(pools, ({ windows, input, gradient, divisors }) => {
      const [maximum, average] = [kernels.maxPool(windows), kernels.avgPool(windows, divisors)];
      expectSameBits(kernels, [input, gradient], (own, [x, g]) => {
        const max = own === kernels ? maximum : own.maxPool(windows);
        const avg = own === kernels ? average : own.avgPool(windows, divisors);
        const { values, places } = max.largest(x!);
        return [values, Float32Array.from(places), max.spread(g!, places), avg.average(x!), avg.spread(g!)];
      });
    }),
  );
};
