import { ShapeMismatchError } from "../../errors/lockstep-error.ts";
import { layerOf, type LayerDefinition } from "../layer-definition.ts";

/** A pool of whole channels; plain data. */
export interface GlobalPoolSpec<Kind extends string> {
  readonly kind: Kind;
}

/** What {@link globalAvgPool} returns. */
export type GlobalAvgPoolSpec = GlobalPoolSpec<"global-avg-pool">;
/** What {@link globalMaxPool} returns. */
export type GlobalMaxPoolSpec = GlobalPoolSpec<"global-max-pool">;

function globalPool<Kind extends string>(kind: Kind): LayerDefinition<GlobalPoolSpec<Kind>> {
  return {
    kind,
    options: [],
    check: () => ({ kind }),
    infer(_layer, inputShape, { subject }) {
      if (inputShape.length < 2) {
        throw new ShapeMismatchError({
          subject,
          rule: "needs rows of shape [channels, ...] with at least one spatial axis",
          received: inputShape,
          remedy: "Put it before flatten(), or leave it out.",
        });
      }
      return { outputShape: [inputShape[0]!] };
    },
  };
}

export const GLOBAL_AVG_POOL: LayerDefinition<GlobalAvgPoolSpec> = globalPool("global-avg-pool");
export const GLOBAL_MAX_POOL: LayerDefinition<GlobalMaxPoolSpec> = globalPool("global-max-pool");

/**
 * The mean of each channel over all its places: rows [channels, ...spatial] become [channels]. PyTorch writes
 * `AdaptiveAvgPool2d(1)` and flattens; Keras's `GlobalAveragePooling2D` has channels last.
 *
 * @example
 * sequential({ inputShape: [64, 7, 7], layers: [globalAvgPool(), dense(10)] });
 */
export function globalAvgPool(): GlobalAvgPoolSpec {
  return layerOf(GLOBAL_AVG_POOL, { kind: "global-avg-pool" });
}

/**
 * The largest element of each channel: rows [channels, ...spatial] become [channels]. The gradient goes to the first of
 * several largest; a NaN is larger than all. PyTorch writes `AdaptiveMaxPool2d(1)` and flattens.
 *
 * @example
 * sequential({ inputShape: [64, 7, 7], layers: [globalMaxPool(), dense(10)] });
 */
export function globalMaxPool(): GlobalMaxPoolSpec {
  return layerOf(GLOBAL_MAX_POOL, { kind: "global-max-pool" });
}
