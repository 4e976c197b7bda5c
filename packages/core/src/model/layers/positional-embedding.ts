import { ShapeMismatchError } from "../../errors/lockstep-error.ts";
import { normal } from "../../random/normal.ts";
import { shapeSize } from "../../tensor/shape.ts";
import type { Initializer } from "../initializer.ts";
import { layerOf, type LayerDefinition } from "../layer-definition.ts";

/** What {@link positionalEmbedding} returns. */
export interface PositionalEmbeddingSpec {
  readonly kind: "positional-embedding";
}

const standardNormal: Initializer = (key, shape) => normal(key, shapeSize(shape));

export const POSITIONAL_EMBEDDING: LayerDefinition<PositionalEmbeddingSpec> = {
  kind: "positional-embedding",
  options: [],
  check: () => ({ kind: "positional-embedding" }),
  infer(_layer, inputShape, { subject }) {
    if (inputShape.length !== 2) {
      throw new ShapeMismatchError({
        subject,
        rule: "needs rows of shape [positions, features]",
        received: inputShape,
        remedy: "Put it after embedding(...), or after a layer that gives vectors.",
      });
    }
    return { outputShape: inputShape, parameters: [{ role: "weight", shape: inputShape, initial: standardNormal }] };
  },
};

/**
 * Adds a learned vector to each position: y = x + P for rows of shape [positions, features], P of the same shape. In
 * PyTorch `x + nn.Embedding(positions, features)(torch.arange(positions))`, whose initial law it has; in KerasHub
 * `PositionEmbedding`.
 *
 * @example
 * sequential({ inputShape: [16], layers: [embedding(1000, 32), positionalEmbedding(), flatten(), dense(2)] });
 */
export function positionalEmbedding(): PositionalEmbeddingSpec {
  return layerOf(POSITIONAL_EMBEDDING, { kind: "positional-embedding" });
}
