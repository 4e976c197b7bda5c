import { shapeSize, type Shape } from "@lockstep/core";

import type { LayerKernel } from "../layer-kernel.ts";
import { segmentNormKernel } from "./segment-norm.ts";

/** The values of the last axes, all of a row's unless given, are normalised together; each of their places has a weight and a bias of its own. */
export function layerNormKernel(
  inputShape: Shape,
  { epsilon, normalizedShape = inputShape }: { readonly epsilon: number; readonly normalizedShape?: Shape },
): LayerKernel {
  const segment = shapeSize(normalizedShape);
  return segmentNormKernel({ epsilon, segment, weights: segment, shared: 1 });
}
