import type { AlphaDropoutSpec } from "./layers/alpha-dropout.ts";
import type { Conv1dSpec } from "./layers/conv1d.ts";
import type { Conv2dSpec } from "./layers/conv2d.ts";
import type { Conv3dSpec } from "./layers/conv3d.ts";
import type { ConvTranspose1dSpec } from "./layers/conv-transpose1d.ts";
import type { ConvTranspose2dSpec } from "./layers/conv-transpose2d.ts";
import type { DenseSpec } from "./layers/dense.ts";
import type { DropoutSpec } from "./layers/dropout.ts";
import type { FeatureAlphaDropoutSpec } from "./layers/feature-alpha-dropout.ts";
import type { FlattenSpec } from "./layers/flatten.ts";
import type { GaussianDropoutSpec } from "./layers/gaussian-dropout.ts";
import type { GaussianNoiseSpec } from "./layers/gaussian-noise.ts";
import type { LeakyReluSpec } from "./layers/leaky-relu.ts";
import type { ParallelSpec } from "./layers/parallel.ts";
import type { ReluSpec } from "./layers/relu.ts";
import type { ResidualSpec } from "./layers/residual.ts";
import type { SigmoidSpec } from "./layers/sigmoid.ts";
import type { StochasticDepthSpec } from "./layers/stochastic-depth.ts";
import type { TanhSpec } from "./layers/tanh.ts";

/** Every layer a model can have, told apart by `kind`. */
export type LayerSpec =
  | AlphaDropoutSpec
  | Conv1dSpec
  | Conv2dSpec
  | Conv3dSpec
  | ConvTranspose1dSpec
  | ConvTranspose2dSpec
  | DenseSpec
  | DropoutSpec
  | FeatureAlphaDropoutSpec
  | FlattenSpec
  | GaussianDropoutSpec
  | GaussianNoiseSpec
  | LeakyReluSpec
  | ParallelSpec
  | ReluSpec
  | ResidualSpec
  | SigmoidSpec
  | StochasticDepthSpec
  | TanhSpec;
