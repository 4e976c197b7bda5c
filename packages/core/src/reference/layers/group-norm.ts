import { groupCount, type GroupNormSpec } from "../../model/layers/group-norm.ts";
import { shapeSize, type Shape } from "../../tensor/shape.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { LayerKernel } from "../layer-kernel.ts";
import { segmentNormKernel } from "./segment-norm.ts";

/** The values of neighbouring channels, all positions, are normalised together; each channel has a weight and a bias. */
export function groupNormKernel(kernels: Kernels, inputShape: Shape, { epsilon, groups }: GroupNormSpec): LayerKernel {
  const channels = inputShape[0]!;
  const rowSize = shapeSize(inputShape);
  return segmentNormKernel(kernels, {
    epsilon,
    rowSize,
    segment: rowSize / groupCount(groups, channels),
    shared: rowSize / channels,
    weights: channels,
  });
}
