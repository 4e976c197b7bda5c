import type { Kernels } from "../kernels/kernels.ts";
import type { LayerKernel } from "../layer-kernel.ts";
import type { PoolWindows } from "../pool-windows.ts";

/**
 * y of a window is the sum of its elements over its divisor.
 *
 * @param divisors one for each window of a channel.
 */
export function avgPoolKernel(kernels: Kernels, windows: PoolWindows, divisors: Float32Array): LayerKernel<undefined> {
  const pool = kernels.avgPool(windows, divisors);
  return {
    forward: (input) => ({ output: pool.average(input), saved: undefined }),
    backward: (outputGradient, _activation, { needsInputGradient }) =>
      needsInputGradient ? { input: pool.spread(outputGradient) } : {},
  };
}
