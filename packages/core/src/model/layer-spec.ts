import type { AlphaDropoutSpec } from "./layers/alpha-dropout.ts";
import type { BatchNormSpec } from "./layers/batch-norm.ts";
import type { DenseSpec } from "./layers/dense.ts";
import type { DropoutSpec } from "./layers/dropout.ts";
import type { EluSpec } from "./layers/elu.ts";
import type { FeatureAlphaDropoutSpec } from "./layers/feature-alpha-dropout.ts";
import type { FlattenSpec } from "./layers/flatten.ts";
import type { GaussianDropoutSpec } from "./layers/gaussian-dropout.ts";
import type { GaussianNoiseSpec } from "./layers/gaussian-noise.ts";
import type { GeluSpec } from "./layers/gelu.ts";
import type { GroupNormSpec } from "./layers/group-norm.ts";
import type { HardtanhSpec } from "./layers/hardtanh.ts";
import type { LayerNormSpec } from "./layers/layer-norm.ts";
import type { LeakyReluSpec } from "./layers/leaky-relu.ts";
import type { LogSoftmaxSpec } from "./layers/log-softmax.ts";
import type { ReluSpec } from "./layers/relu.ts";
import type { ReshapeSpec } from "./layers/reshape.ts";
import type { SeluSpec } from "./layers/selu.ts";
import type { SigmoidSpec } from "./layers/sigmoid.ts";
import type { SiluSpec } from "./layers/silu.ts";
import type { SoftmaxSpec } from "./layers/softmax.ts";
import type { SoftplusSpec } from "./layers/softplus.ts";
import type { StochasticDepthSpec } from "./layers/stochastic-depth.ts";
import type { TanhSpec } from "./layers/tanh.ts";

/** Every layer a model can have, told apart by `kind`. */
export type LayerSpec =
  | AlphaDropoutSpec
  | BatchNormSpec
  | DenseSpec
  | DropoutSpec
  | EluSpec
  | FeatureAlphaDropoutSpec
  | FlattenSpec
  | GaussianDropoutSpec
  | GaussianNoiseSpec
  | GeluSpec
  | GroupNormSpec
  | HardtanhSpec
  | LayerNormSpec
  | LeakyReluSpec
  | LogSoftmaxSpec
  | ReluSpec
  | ReshapeSpec
  | SeluSpec
  | SigmoidSpec
  | SiluSpec
  | SoftmaxSpec
  | SoftplusSpec
  | StochasticDepthSpec
  | TanhSpec;
