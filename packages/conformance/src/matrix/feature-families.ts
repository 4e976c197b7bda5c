/** Something that an engine computes or declines. */
export interface Feature {
  readonly name: string;
  /** What it asks of an engine, in the words of a reason: `layer conv2d`. It is declined where any of it is. */
  readonly needs: readonly string[];
}

/** Features that people look for together. */
export interface FeatureFamily {
  readonly title: string;
  readonly features: readonly Feature[];
}

/** What any engine may compute, in the order of reading. */
export const FEATURE_FAMILIES: readonly FeatureFamily[] = [
  {
    title: "Dense layers",
    features: [...layers(["dense"]), { name: "dense on sequences", needs: ["dense on rows of several axes"] }],
  },
  {
    title: "Activations",
    features: layers([
      "relu",
      "leaky-relu",
      "sigmoid",
      "tanh",
      "elu",
      "gelu",
      "hardtanh",
      "selu",
      "silu",
      "softmax",
      "log-softmax",
      "softplus",
    ]),
  },
  { title: "Convolutions", features: layers(["conv1d", "conv2d", "conv3d", "conv-transpose1d", "conv-transpose2d"]) },
  {
    title: "Pooling",
    features: layers([
      "avg-pool1d",
      "avg-pool2d",
      "avg-pool3d",
      "max-pool1d",
      "max-pool2d",
      "max-pool3d",
      "adaptive-avg-pool2d",
      "adaptive-max-pool2d",
      "global-avg-pool",
      "global-max-pool",
    ]),
  },
  { title: "Norms", features: layers(["batch-norm", "group-norm", "layer-norm"]) },
  {
    title: "Sequences",
    features: layers(["embedding", "positional-embedding", "lstm", "gru", "multi-head-attention"]),
  },
  { title: "Shapes and branches", features: layers(["flatten", "reshape", "permute", "residual", "parallel"]) },
  {
    title: "Dropout and its kin",
    features: [
      drawing("dropout", "dropout"),
      drawing("stochastic-depth", "dropout"),
      drawing("alpha-dropout", "alpha-dropout"),
      drawing("feature-alpha-dropout", "alpha-dropout"),
      drawing("gaussian-dropout", "gaussian-dropout"),
      drawing("gaussian-noise", "gaussian-noise"),
      { name: "drop-connect", needs: ["random site drop-connect"] },
    ],
  },
  {
    title: "Losses",
    features: losses([
      "softmax-cross-entropy",
      "label-smoothing",
      "ignore-index",
      "negative-log-likelihood",
      "binary-cross-entropy-with-logits",
      "mean-squared-error",
      "mean-absolute-error",
      "huber",
      "smooth-l1",
    ]),
  },
  {
    title: "Steps",
    features: [
      { name: "several micro-batches", needs: ["several micro-batches"] },
      { name: "clipping", needs: ["clipping of gradients"] },
      { name: "max-norm", needs: ["max-norm"] },
    ],
  },
];

function layers(kinds: readonly string[]): readonly Feature[] {
  return kinds.map((kind) => ({ name: kind, needs: [`layer ${kind}`] }));
}

function losses(features: readonly string[]): readonly Feature[] {
  return features.map((feature) => ({ name: feature, needs: [`loss ${feature}`] }));
}

function drawing(kind: string, site: string): Feature {
  return { name: kind, needs: [`layer ${kind}`, `random site ${site}`] };
}
