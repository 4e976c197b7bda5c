import { shapeSize, type Shape } from "@lockstep/core";
import type { ResolvedLayer } from "@lockstep/core/engine";

import type { LayerKernel } from "../layer-kernel.ts";
import type { AxisTaps } from "../windows/axis-taps.ts";
import { fittedTaps } from "../windows/fitted-taps.ts";
import type { PoolStage } from "../windows/pool-stage.ts";
import { steppedTaps } from "../windows/stepped-taps.ts";
import { avgPoolKernel } from "./avg-pool.ts";
import { globalAvgPoolKernel } from "./global-avg-pool.ts";
import { maxPoolKernel } from "./max-pool.ts";

/** The layers whose output is the largest element or the mean of windows. */
export type PoolSpec = Extract<ResolvedLayer["spec"], { readonly kind: `${string}-pool${string}` }>;
type AvgPoolSpec = Extract<PoolSpec, { readonly kind: "avg-pool1d" | "avg-pool2d" | "avg-pool3d" }>;
type MaxPoolSpec = Extract<PoolSpec, { readonly kind: "max-pool1d" | "max-pool2d" | "max-pool3d" }>;

/** Every pool, by the windows that it takes of a channel. */
export function poolKernel(spec: PoolSpec, { inputShape, outputShape }: ResolvedLayer): LayerKernel {
  const [spatial, windows] = [inputShape.slice(1), outputShape.slice(1)];
  switch (spec.kind) {
    case "max-pool1d":
    case "max-pool2d":
    case "max-pool3d":
      return maxPoolKernel(stagesOf(stepped(spec, spec.dilation)), outputShape);
    case "avg-pool1d":
    case "avg-pool2d":
    case "avg-pool3d": {
      const taps = stepped(
        spec,
        spec.kernelSize.map(() => 1),
      );
      return avgPoolKernel(stagesOf(taps), outputShape, divisorsOf(spec, spatial, taps));
    }
    case "adaptive-avg-pool2d": {
      if (shapeSize(windows) === 1) return globalAvgPoolKernel(inputShape, outputShape);
      const taps = spatial.map((length, axis) => fittedTaps(length, windows[axis]!));
      return avgPoolKernel(stagesOf(taps), outputShape, products(taps.map(({ sizes }) => sizes)));
    }
    case "adaptive-max-pool2d":
      if (shapeSize(windows) === 1) return maxPoolKernel(halvings(shapeSize(spatial)), outputShape);
      return maxPoolKernel(stagesOf(spatial.map((length, axis) => fittedTaps(length, windows[axis]!))), outputShape);
    case "global-avg-pool":
      return globalAvgPoolKernel(inputShape, outputShape);
    case "global-max-pool":
      return maxPoolKernel(halvings(shapeSize(spatial)), outputShape);
  }

  function stepped(
    { kernelSize, stride, padding }: AvgPoolSpec | MaxPoolSpec,
    dilation: readonly number[],
  ): AxisTaps[] {
    return spatial.map((length, axis) =>
      steppedTaps({
        length,
        kernel: kernelSize[axis]!,
        stride: stride[axis]!,
        dilation: dilation[axis]!,
        padding: padding[axis]!,
        positions: windows[axis]!,
      }),
    );
  }
}

/** A pool along each axis, the last one first. */
function stagesOf(taps: readonly AxisTaps[]): readonly PoolStage[] {
  let inner = 1;
  return taps.toReversed().map((own) => {
    const stage = { taps: own, inner };
    inner *= own.windows;
    return stage;
  });
}

/** Stages that leave the largest of so many elements, by pairs of neighbours: few steps for a window of all of them. */
function halvings(size: number): readonly PoolStage[] {
  const stages: PoolStage[] = [];
  for (let length = size; length > 1; length = Math.ceil(length / 2)) {
    const positions = Math.ceil(length / 2);
    stages.push({ taps: steppedTaps({ length, kernel: 2, stride: 2, dilation: 1, padding: 0, positions }), inner: 1 });
  }
  return stages;
}

/** What the sums of an average are divided by. */
function divisorsOf(
  { divisor, countPadding, kernelSize, stride, padding }: AvgPoolSpec,
  spatial: Shape,
  taps: readonly AxisTaps[],
): number | Float32Array {
  if (divisor !== undefined) return divisor;
  if (!countPadding) return products(taps.map(({ sizes }) => sizes));
  return products(
    spatial.map((length, axis) =>
      Array.from({ length: taps[axis]!.windows }, (_, window) => {
        const start = window * stride[axis]! - padding[axis]!;
        return Math.min(start + kernelSize[axis]!, length + padding[axis]!) - start;
      }),
    ),
  );
}

/** The products of what there is for each window along each axis, row-major; one number if all are equal. */
function products(alongAxes: readonly (readonly number[])[]): number | Float32Array {
  let all: readonly number[] = [1];
  for (const along of alongAxes) all = all.flatMap((outer) => along.map((own) => outer * own));
  return all.every((product) => product === all[0]) ? all[0]! : Float32Array.from(all);
}
