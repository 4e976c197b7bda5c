import { shapeSize } from "../../tensor/shape.ts";
import { layerOf, type LayerDefinition } from "../layer-definition.ts";

/** What {@link flatten} returns. */
export interface FlattenSpec {
  readonly kind: "flatten";
}

export const FLATTEN: LayerDefinition<FlattenSpec> = {
  kind: "flatten",
  options: [],
  check: () => ({ kind: "flatten" }),
  infer: (_layer, inputShape) => ({ outputShape: [shapeSize(inputShape)] }),
};

/**
 * Makes one axis of all axes of a row, row-major: [1, 28, 28] becomes [784].
 *
 * @example
 * sequential({ inputShape: [1, 28, 28], layers: [flatten(), dense(10)] });
 */
export function flatten(): FlattenSpec {
  return layerOf(FLATTEN, { kind: "flatten" });
}
