import type { LayerSpec } from "../../model/layer-spec.ts";
import type { PoolWindow } from "../../model/pool-window.ts";
import type { ResolvedLayer } from "../../model/resolve-layers.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { LayerKernel } from "../layer-kernel.ts";
import { fittedWindows, paddedCounts, poolWindows, steppedWindows, type PoolWindows } from "../pool-windows.ts";
import { avgPoolKernel } from "./avg-pool.ts";
import { maxPoolKernel } from "./max-pool.ts";

/** The layers whose output is the largest element or the mean of windows. */
export type PoolSpec = Extract<LayerSpec, { readonly kind: `${string}-pool${string}` }>;

/** Every pool, by the windows that it takes of a channel. */
export function poolKernel(kernels: Kernels, spec: PoolSpec, { inputShape, outputShape }: ResolvedLayer): LayerKernel {
  const spatial = inputShape.slice(1);
  const windows = outputShape.slice(1);
  switch (spec.kind) {
    case "max-pool1d":
    case "max-pool2d":
    case "max-pool3d":
      return maxPoolKernel(kernels, stepped(spec, spec.dilation));
    case "avg-pool1d":
    case "avg-pool2d":
    case "avg-pool3d": {
      const places = stepped(
        spec,
        spec.kernelSize.map(() => 1),
      );
      if (spec.divisor !== undefined)
        return avgPoolKernel(kernels, places, new Float32Array(places.count).fill(spec.divisor));
      return avgPoolKernel(
        kernels,
        places,
        spec.countPadding ? paddedCounts(spec, spatial, windows) : countsOf(places),
      );
    }
    case "adaptive-avg-pool2d":
      return averaging(kernels, fitted(windows));
    case "adaptive-max-pool2d":
      return maxPoolKernel(kernels, fitted(windows));
    case "global-avg-pool":
      return averaging(kernels, fitted(spatial.map(() => 1)));
    case "global-max-pool":
      return maxPoolKernel(kernels, fitted(spatial.map(() => 1)));
  }

  function stepped(window: PoolWindow, dilation: readonly number[]): PoolWindows {
    const axes = spatial.map((length, axis) => steppedWindows({ ...window, dilation }, axis, length, windows[axis]!));
    return poolWindows(spatial, axes);
  }

  function fitted(counts: readonly number[]): PoolWindows {
    return poolWindows(
      spatial,
      spatial.map((length, axis) => fittedWindows(length, counts[axis]!)),
    );
  }
}

function averaging(kernels: Kernels, windows: PoolWindows): LayerKernel {
  return avgPoolKernel(kernels, windows, countsOf(windows));
}

/** How many elements each window takes. */
function countsOf({ count, starts }: PoolWindows): Float32Array {
  return Float32Array.from({ length: count }, (_, window) => starts[window + 1]! - starts[window]!);
}
