import { depthwiseProducts } from "./depthwise-products.ts";
import { groupedProducts } from "./grouped-products.ts";
import { plainProducts } from "./plain-products.ts";
import type { WindowProducts, WindowShape } from "./window-products.ts";

/** The products of a window. */
export function createWindowProducts(shape: WindowShape): WindowProducts {
  const { groups, fieldChannels, axes } = shape;
  if (groups === 1) return plainProducts(axes);
  return groups === fieldChannels && axes[0].kernel * axes[0].length === 1
    ? depthwiseProducts(shape)
    : groupedProducts(groups, plainProducts(axes));
}
