import type { Shape } from "../tensor/shape.ts";

/** Shape of one row of a sequence's output; a sequence without layers is the identity. */
export function outputShapeOf(layers: readonly { readonly outputShape: Shape }[], inputShape: Shape): Shape {
  return layers.at(-1)?.outputShape ?? inputShape;
}
