import { rejectUnknownOptions, requireBoolean, requireInteger, requireNumber } from "../../errors/check-option.ts";
import { InvalidOptionError, UnsupportedOptionError } from "../../errors/lockstep-error.ts";
import type { RandomnessRun, RandomnessSource, RunRandomness } from "../../randomness/run-randomness.ts";
import { tensor, type Tensor } from "../../tensor/tensor.ts";
import { MersenneTwister, type MersenneTwisterState } from "../mersenne-twister.ts";
import { bernoulliDraws, bernoulliTensorDraws } from "./bernoulli-draws.ts";
import { defaultInit, type TorchParameters } from "./default-init.ts";
import { applyNoise, drawKeep } from "./draw-noise.ts";
import { featureUnits, type FeatureDropout } from "./feature-units.ts";
import { requireVariant, type FusedVariant } from "./fused-variant.ts";
import { multinomial } from "./multinomial.ts";
import { alphaDropoutLaw, dropoutLaw, type NoiseLaw } from "./noise-law.ts";
import { random64, randomIntegers } from "./random-integers.ts";
import { randperm } from "./randperm.ts";
import { requireWeights } from "./require-weights.ts";
import { startTorchRun } from "./torch-run.ts";
import { torchSeed } from "./torch-seed.ts";
import { uniformBetween, uniformDouble, uniformFloats } from "./uniform-draws.ts";

/** Where a {@link TorchGenerator} stands, as plain JSON. */
export interface TorchGeneratorState extends MersenneTwisterState {
  readonly profile: "torch-cpu";
  /** What {@link TorchGenerator.initialSeed} is, as `0x...`. */
  readonly seed: string;
}

/** How a plain PyTorch script would draw the orders of a run. */
export interface TorchRandomnessOptions {
  /** What `DataLoader(generator=...)` was given: nothing, or a generator of its own. @default "global" */
  readonly loader?: "global" | TorchGenerator;
  /** Whether it is `DataLoader(shuffle=True)`. @default true */
  readonly shuffle?: boolean;
  /** Whether each evaluation iterates over a second DataLoader, which draws a base seed (two words). @default false */
  readonly validationLoader?: boolean;
}

const LONGEST = 2 ** 32 - 1;

/**
 * PyTorch's CPU generator, bit for bit: what `torch.manual_seed(seed)` starts, or `torch.Generator().manual_seed(seed)`.
 * Every method draws exactly what its namesake in PyTorch draws, from 2.7 on (tested against 2.13), so that a script's
 * orders, masks and initial weights can be had without PyTorch.
 *
 * Of the seed's 64 bits PyTorch uses the low 32. Draws are serial by nature: the order of the calls matters, as in
 * PyTorch. Normal numbers are refused: their bits depend on the processor there.
 *
 * Passed as `fit`'s `randomness`, it draws in the order of a plain script: see {@link startRun}.
 *
 * @throws {InvalidOptionError} from every method, if an argument is out of PyTorch's range; nothing is drawn then.
 * @example
 * const generator = new TorchGenerator(42);
 * generator.rand(2); // Float32Array [0.8822692632675171, 0.9150039553642273]
 * generator.randperm(10);
 */
export class TorchGenerator implements RandomnessSource {
  #engine: MersenneTwister;
  #seed: bigint;

  /** @param seed an integer in [-2^63, 2^64 - 1]; negative ones by their two's complement. */
  constructor(seed: number | bigint) {
    this.#seed = torchSeed(seed);
    this.#engine = new MersenneTwister(Number(this.#seed & 0xffffffffn));
  }

  /** All 64 bits of the seed, in [0, 2^64): `initial_seed()`. */
  get initialSeed(): bigint {
    return this.#seed;
  }

  /** `torch.rand(count)`: f32 in [0, 1), multiples of 2^-24; one word each. */
  rand(count: number): Float32Array {
    return uniformFloats(this.#engine, requireCount(count));
  }

  /** `torch.rand(count, dtype=torch.float64)`: f64 in [0, 1), multiples of 2^-53; two words each. */
  rand64(count: number): Float64Array {
    const values = new Float64Array(requireCount(count));
    return values.map(() => uniformDouble(this.#engine));
  }

  /**
   * `torch.empty(count).uniform_(from, to)`: f32, one word each.
   *
   * @param variant "fma" as PyTorch computes on x86 with AVX2 or better; "nofma" without. @default "fma"
   */
  uniform(count: number, from: number, to: number, variant: FusedVariant = "fma"): Float32Array {
    const values = new Float32Array(requireCount(count));
    const bounds = { from: requireNumber("from", from), to: requireNumber("to", to, { min: from }) };
    uniformBetween(this.#engine, values, { ...bounds, variant: requireVariant(variant) });
    return values;
  }

  /**
   * `torch.randint(low, high, (count,))`: integers in [low, high), by a remainder; one word each, or two where the range
   * is 2^28 or wider.
   *
   * @returns whole numbers; `low`, `high` and their difference must be safe integers.
   */
  randint(low: number, high: number, count: number): Float64Array {
    requireInteger("low", low);
    requireInteger("high", high, { min: low + 1 });
    requireInteger("high - low", high - low);
    return randomIntegers(this.#engine, { low, high, count: requireCount(count) });
  }

  /** 64 bits: the next word above the one after it. A DataLoader's base seed is this mod 2^63. */
  random64(): bigint {
    return random64(this.#engine);
  }

  /** `torch.randperm(count)`; count - 1 words, or twice count from 214,748,364 on. */
  randperm(count: number): Uint32Array {
    return randperm(this.#engine, requireCount(count));
  }

  /** `torch.empty(count).bernoulli_(probability)`: 1 = true; two words each, whatever the probability. */
  bernoulli(probability: number, count: number): Uint8Array {
    requireNumber("probability", probability, { min: 0, max: 1 });
    return bernoulliDraws(this.#engine, probability, requireCount(count));
  }

  /** `torch.bernoulli(probabilities)`: 1 = true; one word each for f32 probabilities, two for f64. */
  bernoulliTensor(probabilities: Float32Array | Float64Array): Uint8Array {
    for (const probability of probabilities) requireNumber("probabilities", probability, { min: 0, max: 1 });
    return bernoulliTensorDraws(this.#engine, probabilities);
  }

  /**
   * `torch.multinomial(weights, count, replacement)` with f64 weights, which need not sum to 1.
   *
   * @param options.replacement @default false
   * @throws {InvalidOptionError} if a weight is negative or not finite, or there are too few above 0.
   */
  multinomial(
    weights: ArrayLike<number>,
    count: number,
    options: { readonly replacement?: boolean } = {},
  ): Uint32Array {
    rejectUnknownOptions("multinomial", options, ["replacement"]);
    const draw = {
      count: requireInteger("count", count, { min: 1, max: LONGEST }),
      replacement: requireBoolean("replacement", options.replacement ?? false),
    };
    return multinomial(this.#engine, requireWeights(weights, draw), draw);
  }

  /**
   * `F.dropout(x, p)` in training: x · noise, the noise being f32(1 / f32(1 - p)) or 0. Two words an element; none at
   * p = 0, p = 1 and for an empty x. A dropped infinity becomes NaN here, as in PyTorch.
   */
  dropout(x: Float32Array, p: number): Float32Array {
    return this.#drop(x, x.length, p, dropoutLaw);
  }

  /** `F.dropout1d`: whole channels of [N, C, L] or [C, L]. */
  dropout1d(x: Tensor, p: number): Tensor {
    return this.#dropFeatures("dropout1d", x, p, dropoutLaw);
  }

  /** `F.dropout2d`: whole channels of [N, C, H, W]; three axes are [N, C, L], as in PyTorch. */
  dropout2d(x: Tensor, p: number): Tensor {
    return this.#dropFeatures("dropout2d", x, p, dropoutLaw);
  }

  /** `F.dropout3d`: whole channels of [N, C, D, H, W] or [C, D, H, W]. */
  dropout3d(x: Tensor, p: number): Tensor {
    return this.#dropFeatures("dropout3d", x, p, dropoutLaw);
  }

  /** `F.alpha_dropout(x, p, training=True)`: keeps mean and variance of what comes out of a SELU. */
  alphaDropout(x: Float32Array, p: number): Float32Array {
    return this.#drop(x, x.length, p, alphaDropoutLaw);
  }

  /** `F.feature_alpha_dropout(x, p, training=True)`: whole channels of [N, C, ...]. */
  featureAlphaDropout(x: Tensor, p: number): Tensor {
    return this.#dropFeatures("featureAlphaDropout", x, p, alphaDropoutLaw);
  }

  /**
   * Parameters of a new `nn.Linear(inputs, outputs)`: weight [outputs, inputs], then bias [outputs].
   *
   * @param options.variant as for {@link uniform}. @default "fma"
   * @param options.bias @default true
   */
  linear(
    inputs: number,
    outputs: number,
    options: { readonly variant?: FusedVariant; readonly bias?: boolean } = {},
  ): TorchParameters {
    rejectUnknownOptions("linear", options, ["variant", "bias"]);
    const shape = [requireInteger("outputs", outputs, { min: 1 }), requireInteger("inputs", inputs, { min: 1 })];
    return defaultInit(this.#engine, shape, requireInit(options));
  }

  /**
   * Parameters of a new `nn.Conv2d`: weight [outChannels, inChannels / groups, height, width], then bias [outChannels].
   *
   * @param options.kernelSize one length for both axes, or height and width.
   * @param options.groups must divide both numbers of channels. @default 1
   */
  conv2d(options: {
    readonly inChannels: number;
    readonly outChannels: number;
    readonly kernelSize: number | readonly [height: number, width: number];
    readonly groups?: number;
    readonly bias?: boolean;
    readonly variant?: FusedVariant;
  }): TorchParameters {
    rejectUnknownOptions("conv2d", options, ["inChannels", "outChannels", "kernelSize", "groups", "bias", "variant"]);
    const { kernelSize, groups = 1 } = options;
    requireInteger("groups", groups, { min: 1 });
    const [inputs, outputs] = (["inChannels", "outChannels"] as const).map((name) => {
      const channels = requireInteger(name, options[name], { min: 1 });
      if (channels % groups === 0) return channels;
      throw new InvalidOptionError({
        subject: name,
        rule: `must be divisible by groups (${groups})`,
        received: channels,
      });
    });
    const [height, width] = typeof kernelSize === "number" ? [kernelSize, kernelSize] : kernelSize;
    for (const length of [height, width]) requireInteger("kernelSize", length, { min: 1 });
    return defaultInit(this.#engine, [outputs!, inputs! / groups, height, width], requireInit(options));
  }

  /** Normal numbers cannot be had bit for bit: PyTorch's own differ between processors. @throws always */
  randn(_count: number): never {
    throw new UnsupportedOptionError({
      subject: "randn",
      rule: "is not part of the torch-cpu profile: the bits of PyTorch's normal numbers depend on the processor",
      remedy: "Export the numbers from PyTorch, or draw uniform ones.",
    });
  }

  /** Where the generator stands; JSON in and out. */
  get state(): TorchGeneratorState {
    return { profile: "torch-cpu", seed: `0x${this.#seed.toString(16)}`, ...this.#engine.state };
  }

  /** Goes on where `state` was taken. @throws {InvalidOptionError} if it is not a state; nothing has changed then. */
  setState(state: TorchGeneratorState): void {
    if (
      typeof state !== "object" ||
      state === null ||
      state.profile !== "torch-cpu" ||
      !/^0x[0-9a-f]{1,16}$/.test(state.seed)
    ) {
      throw new InvalidOptionError({ subject: "state", rule: "must be a state of a TorchGenerator", received: state });
    }
    this.#engine.setState(state);
    this.#seed = BigInt(state.seed);
  }

  /** A copy that goes on alike, apart from this one. */
  clone(): TorchGenerator {
    const copy = new TorchGenerator(this.#seed);
    copy.#engine = this.#engine.clone();
    return copy;
  }

  /**
   * Lets `fit` draw from this generator as from the global one of a plain script: `for x, y in DataLoader(data,
   * batch_size, shuffle=True)`, where every forward pass draws `F.dropout`'s masks layer by layer. The generator moves on.
   *
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
      global: { engine: this.#engine, seed: this.#seed },
      loader: loader === "global" ? undefined : { engine: loader.#engine, seed: loader.#seed },
      shuffle: requireBoolean("shuffle", shuffle),
      validationLoader: requireBoolean("validationLoader", validationLoader),
    });
  }

  #dropFeatures(name: FeatureDropout, x: Tensor, p: number, law: (rate: number) => NoiseLaw): Tensor {
    tensor(x.shape, x.data);
    return { shape: [...x.shape], data: this.#drop(x.data, featureUnits(name, x.shape), p, law) };
  }

  #drop(values: Float32Array, units: number, p: number, law: (rate: number) => NoiseLaw): Float32Array {
    requireNumber("p", p, { min: 0, max: 1, remedy: "It is the probability to drop." });
    if (p === 0 || values.length === 0) return values.slice();
    return applyNoise(values, drawKeep(this.#engine, p, units), law(p));
  }
}

function requireCount(count: number): number {
  return requireInteger("count", count, { min: 0, max: LONGEST });
}

function requireInit(options: { readonly variant?: FusedVariant; readonly bias?: boolean }): {
  readonly variant: FusedVariant;
  readonly bias: boolean;
} {
  const { variant = "fma", bias = true } = options;
  return { variant: requireVariant(variant), bias: requireBoolean("bias", bias) };
}
