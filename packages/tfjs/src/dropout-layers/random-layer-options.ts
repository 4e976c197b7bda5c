import type { LayersNamespace } from "../namespace/layers-namespace.ts";

/** Options that all layers of tfjs have, where they mean something for a layer without weights. */
export type LayerPlaceOptions = Pick<
  NonNullable<ConstructorParameters<LayersNamespace["layers"]["Layer"]>[0]>,
  "batchInputShape" | "batchSize" | "dtype" | "inputShape" | "name" | "trainable"
>;

/** Options of every layer of the dropout family. */
export interface RandomLayerOptions extends Partial<LayerPlaceOptions> {
  /** Seed of the run: an integer in [0, 2^53 - 1], or a bigint for all 64 bits. */
  readonly seed: number | bigint;
  /**
   * Number of the layer among the model's layers that draw, from 0 in forward order: as core numbers the sites of its own
   * models. Two layers with the same seed and site would drop the same units; `dropoutSteps` refuses them.
   */
  readonly site: number;
}

/** Names of {@link LayerPlaceOptions}. */
export const LAYER_PLACE_OPTIONS: readonly (keyof LayerPlaceOptions)[] = [
  "batchInputShape",
  "batchSize",
  "dtype",
  "inputShape",
  "name",
  "trainable",
];
