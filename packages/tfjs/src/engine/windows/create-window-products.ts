import { depthwiseProducts } from "./depthwise-products.ts";
import { groupedProducts } from "./grouped-products.ts";
import { plainProducts } from "./plain-products.ts";
import type { WindowAxes } from "./window-axes.ts";
import type { WindowProducts, WindowShape } from "./window-products.ts";

/** The products of a window. */
export function createWindowProducts(shape: WindowShape): WindowProducts {
  const { groups, fieldChannels, axes } = shape;
  const products = plainProducts(axes);
  if (groups === 1) return products;
  return groups === fieldChannels && isDepthwise(axes) ? depthwiseProducts(shape) : groupedProducts(groups, products);
}

/** Whether the kernels of depthwise convolutions take the window: over two axes, without strides or without dilations. */
function isDepthwise(axes: WindowAxes): boolean {
  const [{ length, kernel, padding }] = axes;
  const flat = length === 1 && kernel === 1 && padding === 0;
  return flat && (axes.every(({ stride }) => stride === 1) || axes.every(({ dilation }) => dilation === 1));
}
