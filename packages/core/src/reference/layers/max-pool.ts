import type { Kernels } from "../kernels/kernels.ts";
import type { LayerKernel } from "../layer-kernel.ts";
import type { PoolWindows } from "../pool-windows.ts";

/**
 * y of a window is its largest element: `MaxPool` says which. `saved` holds the place of that element in its channel for
 * each y.
 */
export function maxPoolKernel(kernels: Kernels, windows: PoolWindows): LayerKernel<Int32Array> {
  const pool = kernels.maxPool(windows);
  return {
    forward(input) {
      const { values, places } = pool.largest(input);
      return { output: values, saved: places };
    },
    backward: (outputGradient, { saved: places }, { needsInputGradient }) =>
      needsInputGradient ? { input: pool.spread(outputGradient, places) } : {},
  };
}
