import type { Shape } from "../tensor/shape.ts";
import type { LayerSpec } from "./layer-spec.ts";

/** A network as plain data: JSON in, JSON out, the same for every engine. */
export interface ModelSpec {
  /** Shape of one row, without the batch axis: `[784]`, or `[1, 28, 28]` for an image. */
  readonly inputShape: Shape;
  readonly layers: readonly LayerSpec[];
}
