import type { LayerNormSpec } from "../../model/layers/layer-norm.ts";
import { shapeSize, type Shape } from "../../tensor/shape.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { LayerKernel } from "../layer-kernel.ts";
import { segmentNormKernel } from "./segment-norm.ts";

/** The values of the last axes are normalised together; each of their places has a weight and a bias of its own. */
export function layerNormKernel(kernels: Kernels, inputShape: Shape, spec: LayerNormSpec): LayerKernel {
  const { epsilon, normalizedShape = inputShape } = spec;
  const segment = shapeSize(normalizedShape);
  return segmentNormKernel(kernels, { epsilon, rowSize: shapeSize(inputShape), segment, shared: 1, weights: segment });
}
