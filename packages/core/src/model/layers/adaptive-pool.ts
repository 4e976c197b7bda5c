import { requireAxisLengths } from "../axis-lengths.ts";
import { makeLayer, type LayerDefinition } from "../layer-definition.ts";
import { requireSpatialRow } from "../pool-window.ts";

/** A pool whose windows follow from the lengths that its output has; plain data. */
export interface AdaptivePoolSpec<Kind extends string> {
  readonly kind: Kind;
  /** Height and width of the output. */
  readonly outputSize: readonly number[];
}

/** What {@link adaptiveAvgPool2d} returns. */
export type AdaptiveAvgPool2dSpec = AdaptivePoolSpec<"adaptive-avg-pool2d">;
/** What {@link adaptiveMaxPool2d} returns. */
export type AdaptiveMaxPool2dSpec = AdaptivePoolSpec<"adaptive-max-pool2d">;

function adaptivePool<Kind extends string>(kind: Kind): LayerDefinition<AdaptivePoolSpec<Kind>> {
  return {
    kind,
    options: ["outputSize"],
    check: (subject, { outputSize }) => ({
      kind,
      outputSize: requireAxisLengths(`${subject}: outputSize`, outputSize, 2, 1),
    }),
    infer: ({ outputSize }, inputShape, place) => ({
      outputShape: [requireSpatialRow(inputShape, 2, place)[0]!, ...outputSize],
    }),
  };
}

export const ADAPTIVE_AVG_POOL_2D: LayerDefinition<AdaptiveAvgPool2dSpec> = adaptivePool("adaptive-avg-pool2d");
export const ADAPTIVE_MAX_POOL_2D: LayerDefinition<AdaptiveMaxPool2dSpec> = adaptivePool("adaptive-max-pool2d");

/**
 * Means over windows that are fitted to an output of this size, whatever the input's: along an axis of length L, window i
 * of n takes the elements from ⌊i·L / n⌋ to before ⌈(i + 1)·L / n⌉. Rows [channels, height, width]. PyTorch's
 * `AdaptiveAvgPool2d`.
 *
 * @param outputSize height and width of the output; a number for both.
 * @throws {InvalidOptionError} if a length is not a positive integer.
 * @example
 * adaptiveAvgPool2d(6); // AlexNet's, before its dense layers
 * adaptiveAvgPool2d([1, 4]);
 */
export function adaptiveAvgPool2d(outputSize: number | readonly number[]): AdaptiveAvgPool2dSpec {
  return makeLayer(ADAPTIVE_AVG_POOL_2D, "adaptiveAvgPool2d", { outputSize });
}

/**
 * The largest elements of the windows of {@link adaptiveAvgPool2d}; ties and NaN as in `maxPool2d`. PyTorch's
 * `AdaptiveMaxPool2d`.
 *
 * @param outputSize height and width of the output; a number for both.
 * @throws {InvalidOptionError} if a length is not a positive integer.
 * @example
 * adaptiveMaxPool2d([5, 7]);
 */
export function adaptiveMaxPool2d(outputSize: number | readonly number[]): AdaptiveMaxPool2dSpec {
  return makeLayer(ADAPTIVE_MAX_POOL_2D, "adaptiveMaxPool2d", { outputSize });
}
