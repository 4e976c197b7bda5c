import { requireInteger } from "../../errors/check-option.ts";
import { normal } from "../../random/normal.ts";
import { shapeSize } from "../../tensor/shape.ts";
import type { Initializer } from "../initializer.ts";
import { makeLayer, type LayerDefinition } from "../layer-definition.ts";

/** What {@link embedding} returns. */
export interface EmbeddingSpec {
  readonly kind: "embedding";
  /** How many ids there are. */
  readonly count: number;
  /** Length of an id's vector. */
  readonly size: number;
  /** The id whose vector begins as zeros and never learns. @default none */
  readonly paddingIndex?: number;
}

/** Options of {@link embedding}. */
export interface EmbeddingOptions {
  /** The id whose vector begins as zeros and never learns. @default none */
  readonly paddingIndex?: number;
}

/** Above this, f32 does not hold every integer. */
const MOST_IDS = 2 ** 24;

export const EMBEDDING: LayerDefinition<EmbeddingSpec> = {
  kind: "embedding",
  options: ["count", "size", "paddingIndex"],
  hints: {
    numEmbeddings: "Name it count.",
    num_embeddings: "Name it count.",
    embeddingDim: "Name it size.",
    embedding_dim: "Name it size.",
    inputDim: "Name it count.",
    outputDim: "Name it size.",
    padding_idx: "Name it paddingIndex.",
    maskZero: "Ids are not masked: paddingIndex: 0 keeps the vector of id 0 at zeros.",
  },
  check: (subject, { count, size, paddingIndex }) => {
    const ids = requireInteger(`${subject}: count`, count, {
      min: 1,
      max: MOST_IDS,
      remedy: "Ids travel as f32, which holds every integer up to 2^24.",
    });
    return {
      kind: "embedding",
      count: ids,
      size: requireInteger(`${subject}: size`, size, { min: 1 }),
      ...(paddingIndex === undefined
        ? {}
        : { paddingIndex: requireInteger(`${subject}: paddingIndex`, paddingIndex, { min: 0, max: ids - 1 }) }),
    };
  },
  infer: ({ count, size, paddingIndex }, inputShape) => ({
    outputShape: [...inputShape, size],
    parameters: [{ role: "weight", shape: [count, size], initial: normalButFor(paddingIndex) }],
  }),
};

/** Standard normal, but zeros in the padding's row: the law of `nn.Embedding`. */
function normalButFor(paddingIndex: number | undefined): Initializer {
  return (key, shape) => {
    const values = normal(key, shapeSize(shape)) as Float32Array<ArrayBuffer>;
    const size = shape[1]!;
    if (paddingIndex !== undefined) values.fill(0, paddingIndex * size, (paddingIndex + 1) * size);
    return values;
  };
}

/**
 * Looks up a vector for each id: y[..., :] = W[x[...], :], with W of shape [count, size]; rows of any shape [...] become
 * [..., size]. PyTorch's `nn.Embedding` and Keras's `Embedding`.
 *
 * Ids are integers from 0 to count - 1, carried as f32, which is exact up to 2^24. They have no gradient, so that no layer
 * with parameters can stand before this one.
 *
 * @param count how many ids there are, at most 2^24.
 * @param size length of each vector.
 * @param options.paddingIndex the id whose vector begins as zeros and gets no gradient. @default none
 * @throws {InvalidOptionError} if a number is not a positive integer, or the padding no id. An engine throws it, before
 * any work, for inputs that are no ids.
 * @example
 * sequential({ inputShape: [16], layers: [embedding(1000, 32, { paddingIndex: 0 }), gru({ hidden: 64 }), dense(2)] });
 */
export function embedding(count: number, size: number, options: EmbeddingOptions = {}): EmbeddingSpec {
  return makeLayer(EMBEDDING, "embedding", { ...options, count, size });
}
