import { rejectUnknownOptions, requireBoolean, requireInteger, requireNumber } from "../../errors/check-option.ts";
import { InvalidOptionError } from "../../errors/lockstep-error.ts";
import type { RandomnessRun, RandomnessSource, RunRandomness } from "../../randomness/run-randomness.ts";
import { requireTensor } from "../../data/require-tensor.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { conv2dShape, type TorchConv2dOptions } from "./conv2d-shape.ts";
import { defaultInit, type TorchParameters } from "./default-init.ts";
import { applyNoise, drawKeep } from "./draw-noise.ts";
import { featureUnits, type FeatureDropout } from "./feature-units.ts";
import { requireVariant, type FusedVariant } from "./fused-variant.ts";
import { alphaDropoutLaw, dropoutLaw, type NoiseLaw } from "./noise-law.ts";
import { TorchNumbers } from "./torch-numbers.ts";
import { startTorchRun } from "./torch-run.ts";

/** What a plain PyTorch script's DataLoaders were given. */
export interface TorchRandomnessOptions {
  /** What `DataLoader(generator=...)` was given: nothing, or a generator of its own. @default "global" */
  readonly loader?: "global" | TorchGenerator;
  /** Whether it is `DataLoader(shuffle=True)`. @default true */
  readonly shuffle?: boolean;
  /** Whether each evaluation iterates over a second DataLoader, which draws a base seed (two words). @default false */
  readonly validationLoader?: boolean;
}

/**
 * PyTorch's CPU generator, bit for bit: what `torch.manual_seed(seed)` starts, or `torch.Generator().manual_seed(seed)`.
 * Every method draws exactly what its namesake in PyTorch draws, from 2.7 on (tested against 2.13), so that a script's
 * orders, masks and initial weights can be had without PyTorch.
 *
 * The engine is MT19937, of whose seed PyTorch uses the low 32 bits. Draws are serial by nature: the order of the calls
 * matters, as in PyTorch. Normal numbers are refused, because their bits depend on the processor there.
 *
 * Passed as `fit`'s `randomness`, it draws in the order of a plain script: see `startRun`.
 *
 * @throws {InvalidOptionError} if the seed is no integer in [-2^63, 2^64 - 1]; and from every method, before any draw, if
 * an argument is out of PyTorch's range.
 * @example
 * const generator = new TorchGenerator(42);
 * generator.rand(2); // Float32Array [0.8822692632675171, 0.9150039553642273]
 * generator.randperm(10); // Uint32Array [6, 5, 4, 0, 8, 9, 2, 1, 3, 7]
 */
export class TorchGenerator extends TorchNumbers implements RandomnessSource {
  /**
   * `F.dropout(x, p)` in training: x · noise, the noise being f32(1 / f32(1 - p)) or 0. Two words an element; none at
   * p = 0, p = 1 and for an empty x. A dropped infinity becomes NaN here, as in PyTorch.
   *
   * @throws {InvalidOptionError} if `p` is not in [0, 1].
   */
  dropout(x: Float32Array, p: number): Float32Array {
    return this.#drop(x, x.length, p, dropoutLaw);
  }

  /**
   * `F.dropout1d`: drops whole channels of [N, C, L] or [C, L].
   *
   * @throws {InvalidOptionError} if `p` is not in [0, 1].
   * @throws {ShapeMismatchError} if x has another number of axes, or does not fill its shape.
   */
  dropout1d(x: Tensor, p: number): Tensor {
    return this.#dropFeatures("dropout1d", x, p, dropoutLaw);
  }

  /**
   * `F.dropout2d`: drops whole channels of [N, C, H, W]; three axes are [N, C, L], as in PyTorch.
   *
   * @throws {InvalidOptionError} if `p` is not in [0, 1].
   * @throws {ShapeMismatchError} if x has another number of axes, or does not fill its shape.
   */
  dropout2d(x: Tensor, p: number): Tensor {
    return this.#dropFeatures("dropout2d", x, p, dropoutLaw);
  }

  /**
   * `F.dropout3d`: drops whole channels of [N, C, D, H, W] or [C, D, H, W].
   *
   * @throws {InvalidOptionError} if `p` is not in [0, 1].
   * @throws {ShapeMismatchError} if x has another number of axes, or does not fill its shape.
   */
  dropout3d(x: Tensor, p: number): Tensor {
    return this.#dropFeatures("dropout3d", x, p, dropoutLaw);
  }

  /**
   * `F.alpha_dropout(x, p, training=True)`: keeps mean and variance of what comes out of a SELU.
   *
   * @throws {InvalidOptionError} if `p` is not in [0, 1].
   */
  alphaDropout(x: Float32Array, p: number): Float32Array {
    return this.#drop(x, x.length, p, alphaDropoutLaw);
  }

  /**
   * `F.feature_alpha_dropout(x, p, training=True)`: drops whole channels of [N, C, ...].
   *
   * @throws {InvalidOptionError} if `p` is not in [0, 1].
   * @throws {ShapeMismatchError} if x has fewer than two or more than five axes, or does not fill its shape.
   */
  featureAlphaDropout(x: Tensor, p: number): Tensor {
    return this.#dropFeatures("featureAlphaDropout", x, p, alphaDropoutLaw);
  }

  /**
   * Parameters of a new `nn.Linear(inputs, outputs)`: weight [outputs, inputs], then bias [outputs].
   *
   * @param options.variant as for `uniform`. @default "fma"
   * @param options.bias @default true
   * @throws {InvalidOptionError} if a length is below 1 or an option unknown.
   */
  linear(
    inputs: number,
    outputs: number,
    options: { readonly variant?: FusedVariant; readonly bias?: boolean } = {},
  ): TorchParameters {
    rejectUnknownOptions("linear", options, ["variant", "bias"]);
    const shape = [requireInteger("outputs", outputs, { min: 1 }), requireInteger("inputs", inputs, { min: 1 })];
    return defaultInit(this.engine, shape, requireInit(options));
  }

  /**
   * Parameters of a new `nn.Conv2d`: weight [outChannels, inChannels / groups, height, width], then bias [outChannels].
   *
   * @throws {InvalidOptionError} if a length is below 1, `groups` does not divide, or an option is unknown.
   */
  conv2d(options: TorchConv2dOptions): TorchParameters {
    return defaultInit(this.engine, conv2dShape(options), requireInit(options));
  }

  /** A copy that goes on alike, apart from this one. */
  clone(): TorchGenerator {
    const copy = new TorchGenerator(this.initialSeed);
    copy.setState(this.state);
    return copy;
  }

  /**
   * Lets `fit` draw from this generator as from the global one of a plain script: `for x, y in DataLoader(data,
   * batch_size, shuffle=True)`, where every forward pass draws `F.dropout`'s masks layer by layer. The generator moves on.
   *
   * @param options see `torchRandomness`.
   * @throws {InvalidOptionError} for an unknown option or value.
   * @throws {UnsupportedOptionError} for layers that draw normal numbers, or that PyTorch does not have.
   */
  startRun(run: RandomnessRun, options: TorchRandomnessOptions = {}): RunRandomness {
    rejectUnknownOptions("torchRandomness", options, ["loader", "shuffle", "validationLoader"]);
    const { loader = "global", shuffle = true, validationLoader = false } = options;
    if (loader !== "global" && !(loader instanceof TorchGenerator)) {
      throw new InvalidOptionError({
        subject: "loader",
        rule: 'must be "global" or a TorchGenerator',
        received: loader,
      });
    }
    return startTorchRun(run, {
      global: { engine: this.engine, seed: this.initialSeed },
      loader: loader === "global" ? undefined : { engine: loader.engine, seed: loader.initialSeed },
      shuffle: requireBoolean("shuffle", shuffle),
      validationLoader: requireBoolean("validationLoader", validationLoader),
    });
  }

  #dropFeatures(name: FeatureDropout, x: Tensor, p: number, law: (rate: number) => NoiseLaw): Tensor {
    requireTensor(`${name}: x`, x, [Float32Array]);
    return { shape: [...x.shape], data: this.#drop(x.data, featureUnits(name, x.shape), p, law) };
  }

  #drop(values: Float32Array, units: number, p: number, law: (rate: number) => NoiseLaw): Float32Array {
    if (!(values instanceof Float32Array)) {
      throw new InvalidOptionError({ subject: "x", rule: "must be a Float32Array", received: values });
    }
    requireNumber("p", p, { min: 0, max: 1, remedy: "It is the probability to drop." });
    if (p === 0 || values.length === 0) return values.slice();
    return applyNoise(values, drawKeep(this.engine, p, units), law(p));
  }
}

function requireInit(options: { readonly variant?: FusedVariant; readonly bias?: boolean }): {
  readonly variant: FusedVariant;
  readonly bias: boolean;
} {
  const { variant = "fma", bias = true } = options;
  return { variant: requireVariant(variant), bias: requireBoolean("bias", bias) };
}
