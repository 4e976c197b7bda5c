import type { AlphaDropoutSpec } from "./layers/alpha-dropout.ts";
import type { DenseSpec } from "./layers/dense.ts";
import type { DropoutSpec } from "./layers/dropout.ts";
import type { EmbeddingSpec } from "./layers/embedding.ts";
import type { FeatureAlphaDropoutSpec } from "./layers/feature-alpha-dropout.ts";
import type { FlattenSpec } from "./layers/flatten.ts";
import type { GaussianDropoutSpec } from "./layers/gaussian-dropout.ts";
import type { GaussianNoiseSpec } from "./layers/gaussian-noise.ts";
import type { GruSpec } from "./layers/gru.ts";
import type { LeakyReluSpec } from "./layers/leaky-relu.ts";
import type { LstmSpec } from "./layers/lstm.ts";
import type { MultiHeadAttentionSpec } from "./layers/multi-head-attention.ts";
import type { PositionalEmbeddingSpec } from "./layers/positional-embedding.ts";
import type { ReluSpec } from "./layers/relu.ts";
import type { SigmoidSpec } from "./layers/sigmoid.ts";
import type { StochasticDepthSpec } from "./layers/stochastic-depth.ts";
import type { TanhSpec } from "./layers/tanh.ts";

/** Every layer a model can have, told apart by `kind`. */
export type LayerSpec =
  | AlphaDropoutSpec
  | DenseSpec
  | DropoutSpec
  | EmbeddingSpec
  | FeatureAlphaDropoutSpec
  | FlattenSpec
  | GaussianDropoutSpec
  | GaussianNoiseSpec
  | GruSpec
  | LeakyReluSpec
  | LstmSpec
  | MultiHeadAttentionSpec
  | PositionalEmbeddingSpec
  | ReluSpec
  | SigmoidSpec
  | StochasticDepthSpec
  | TanhSpec;
