import type { Shape } from "../tensor/shape.ts";
import type { LayerForm } from "./layer-definition.ts";

/** Shape inference of a layer whose output has its input's shape, whatever that is, and which has no parameters. */
export function elementwise(_layer: unknown, inputShape: Shape): LayerForm {
  return { outputShape: inputShape };
}
