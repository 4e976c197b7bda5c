import { shapeSize, type Shape } from "@lockstep/core";

import type { LayerKernel } from "../layer-kernel.ts";
import { segmentNormKernel } from "./segment-norm.ts";

/** The values of neighbouring channels, all positions, are normalised together; each channel has a weight and a bias. */
export function groupNormKernel(
  inputShape: Shape,
  { epsilon, groups }: { readonly epsilon: number; readonly groups: number | "channels" },
): LayerKernel {
  const [channels = 1] = inputShape;
  const rowSize = shapeSize(inputShape);
  const segment = rowSize / (groups === "channels" ? channels : groups);
  return segmentNormKernel({ epsilon, segment, weights: channels, shared: rowSize / channels });
}
