import type { AdaptiveAvgPool2dSpec, AdaptiveMaxPool2dSpec } from "./layers/adaptive-pool.ts";
import type { AlphaDropoutSpec } from "./layers/alpha-dropout.ts";
import type { Conv1dSpec } from "./layers/conv1d.ts";
import type { Conv2dSpec } from "./layers/conv2d.ts";
import type { Conv3dSpec } from "./layers/conv3d.ts";
import type { ConvTranspose1dSpec } from "./layers/conv-transpose1d.ts";
import type { ConvTranspose2dSpec } from "./layers/conv-transpose2d.ts";
import type { AvgPool1dSpec, AvgPool2dSpec, AvgPool3dSpec } from "./layers/avg-pool.ts";
import type { BatchNormSpec } from "./layers/batch-norm.ts";
import type { DenseSpec } from "./layers/dense.ts";
import type { DropoutSpec } from "./layers/dropout.ts";
import type { EluSpec } from "./layers/elu.ts";
import type { EmbeddingSpec } from "./layers/embedding.ts";
import type { FeatureAlphaDropoutSpec } from "./layers/feature-alpha-dropout.ts";
import type { FlattenSpec } from "./layers/flatten.ts";
import type { GaussianDropoutSpec } from "./layers/gaussian-dropout.ts";
import type { GaussianNoiseSpec } from "./layers/gaussian-noise.ts";
import type { GlobalAvgPoolSpec, GlobalMaxPoolSpec } from "./layers/global-pool.ts";
import type { LeakyReluSpec } from "./layers/leaky-relu.ts";
import type { ParallelSpec } from "./layers/parallel.ts";
import type { GruSpec } from "./layers/gru.ts";
import type { LstmSpec } from "./layers/lstm.ts";
import type { MultiHeadAttentionSpec } from "./layers/multi-head-attention.ts";
import type { PositionalEmbeddingSpec } from "./layers/positional-embedding.ts";
import type { ReluSpec } from "./layers/relu.ts";
import type { ResidualSpec } from "./layers/residual.ts";
import type { MaxPool1dSpec, MaxPool2dSpec, MaxPool3dSpec } from "./layers/max-pool.ts";
import type { PermuteSpec } from "./layers/permute.ts";
import type { ReshapeSpec } from "./layers/reshape.ts";
import type { GeluSpec } from "./layers/gelu.ts";
import type { GroupNormSpec } from "./layers/group-norm.ts";
import type { HardtanhSpec } from "./layers/hardtanh.ts";
import type { LayerNormSpec } from "./layers/layer-norm.ts";
import type { LogSoftmaxSpec } from "./layers/log-softmax.ts";
import type { SeluSpec } from "./layers/selu.ts";
import type { SigmoidSpec } from "./layers/sigmoid.ts";
import type { SiluSpec } from "./layers/silu.ts";
import type { SoftmaxSpec } from "./layers/softmax.ts";
import type { SoftplusSpec } from "./layers/softplus.ts";
import type { StochasticDepthSpec } from "./layers/stochastic-depth.ts";
import type { TanhSpec } from "./layers/tanh.ts";

/** Every layer a model can have, told apart by `kind`. */
export type LayerSpec =
  | AdaptiveAvgPool2dSpec
  | AdaptiveMaxPool2dSpec
  | AlphaDropoutSpec
  | Conv1dSpec
  | Conv2dSpec
  | Conv3dSpec
  | ConvTranspose1dSpec
  | ConvTranspose2dSpec
  | AvgPool1dSpec
  | AvgPool2dSpec
  | AvgPool3dSpec
  | BatchNormSpec
  | DenseSpec
  | DropoutSpec
  | EluSpec
  | EmbeddingSpec
  | FeatureAlphaDropoutSpec
  | FlattenSpec
  | GaussianDropoutSpec
  | GaussianNoiseSpec
  | GlobalAvgPoolSpec
  | GlobalMaxPoolSpec
  | LeakyReluSpec
  | ParallelSpec
  | GruSpec
  | LstmSpec
  | MultiHeadAttentionSpec
  | PositionalEmbeddingSpec
  | ReluSpec
  | ResidualSpec
  | MaxPool1dSpec
  | MaxPool2dSpec
  | MaxPool3dSpec
  | PermuteSpec
  | ReshapeSpec
  | GeluSpec
  | GroupNormSpec
  | HardtanhSpec
  | LayerNormSpec
  | LogSoftmaxSpec
  | SeluSpec
  | SigmoidSpec
  | SiluSpec
  | SoftmaxSpec
  | SoftplusSpec
  | StochasticDepthSpec
  | TanhSpec;
