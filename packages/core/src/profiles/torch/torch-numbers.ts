import { rejectUnknownOptions, requireBoolean, requireInteger, requireNumber } from "../../errors/check-option.ts";
import { InvalidOptionError, UnsupportedOptionError } from "../../errors/lockstep-error.ts";
import { MersenneTwister, type MersenneTwisterState } from "../mersenne-twister.ts";
import { bernoulliDraws, bernoulliTensorDraws } from "./bernoulli-draws.ts";
import { requireVariant, type FusedVariant } from "./fused-variant.ts";
import { multinomial } from "./multinomial.ts";
import { random64, randomIntegers } from "./random-integers.ts";
import { randperm } from "./randperm.ts";
import { requireDrawableWeights } from "./require-drawable-weights.ts";
import { torchSeed } from "./torch-seed.ts";
import { uniformBetween, uniformDouble, uniformFloats } from "./uniform-draws.ts";

/** Where a `TorchGenerator` stands, as plain JSON. */
export interface TorchGeneratorState extends MersenneTwisterState {
  readonly profile: "torch-cpu";
  /** The initial seed as `0x...`. */
  readonly seed: string;
}

/** Orders are 32-bit indices, and no array is longer. */
const LONGEST = 2 ** 32 - 1;

/**
 * The numbers of PyTorch's CPU generator: the part of `TorchGenerator` that knows nothing of layers. Each method draws
 * what its namesake in PyTorch draws, and throws before any draw if an argument is out of PyTorch's range.
 *
 * @throws {InvalidOptionError} if the seed is no integer in [-2^63, 2^64 - 1].
 * @example
 * const numbers = new TorchGenerator(42);
 * numbers.rand(2); // Float32Array [0.8822692632675171, 0.9150039553642273]
 */
export class TorchNumbers {
  /** @internal */
  protected readonly engine: MersenneTwister;
  #seed: bigint;

  /** @throws {InvalidOptionError} if the seed is no integer in [-2^63, 2^64 - 1]. */
  constructor(seed: number | bigint) {
    this.#seed = torchSeed(seed);
    this.engine = new MersenneTwister(Number(this.#seed & 0xffffffffn));
  }

  /** All 64 bits of the seed, in [0, 2^64): `initial_seed()`. */
  get initialSeed(): bigint {
    return this.#seed;
  }

  /**
   * `torch.rand(count)`: f32 in [0, 1), multiples of 2^-24; one word each.
   *
   * @throws {InvalidOptionError} if `count` is not an integer in [0, 2^32 - 1].
   */
  rand(count: number): Float32Array {
    return uniformFloats(this.engine, requireCount(count));
  }

  /**
   * `torch.rand(count, dtype=torch.float64)`: f64 in [0, 1), multiples of 2^-53; two words each.
   *
   * @throws {InvalidOptionError} if `count` is not an integer in [0, 2^32 - 1].
   */
  rand64(count: number): Float64Array {
    return new Float64Array(requireCount(count)).map(() => uniformDouble(this.engine));
  }

  /**
   * `torch.empty(count).uniform_(from, to)`: u · (to - from) + from in f32, in [from, to); one word each.
   *
   * @param variant "fma" rounds once, as PyTorch does on x86 with AVX2 or better; "nofma" twice. @default "fma"
   * @throws {InvalidOptionError} if `count` is out of range, or the bounds are not finite or in the wrong order.
   */
  uniform(count: number, from: number, to: number, variant: FusedVariant = "fma"): Float32Array {
    const values = new Float32Array(requireCount(count));
    const bounds = { from: requireNumber("from", from), to: requireNumber("to", to, { min: from }) };
    uniformBetween(this.engine, values, { ...bounds, variant: requireVariant(variant) });
    return values;
  }

  /**
   * `torch.randint(low, high, (count,))`: integers in [low, high), by a remainder; one word each, or two where the range
   * is 2^28 or wider.
   *
   * @throws {InvalidOptionError} if the bounds or their difference are no safe integers, or in the wrong order.
   */
  randint(low: number, high: number, count: number): Float64Array {
    requireInteger("low", low);
    requireInteger("high", high, { min: low + 1 });
    requireInteger("high - low", high - low);
    return randomIntegers(this.engine, { low, high, count: requireCount(count) });
  }

  /** 64 bits: the next word, and below it the one after. PyTorch's own seeds are this mod 2^63. */
  random64(): bigint {
    return random64(this.engine);
  }

  /**
   * `torch.randperm(count)`; count - 1 words, or twice `count` from 214,748,364 on.
   *
   * @throws {InvalidOptionError} if `count` is not an integer in [0, 2^32 - 1].
   */
  randperm(count: number): Uint32Array {
    return randperm(this.engine, requireCount(count));
  }

  /**
   * `torch.empty(count).bernoulli_(probability)`; two words each, whatever the probability.
   *
   * @returns one byte each: 1 = true.
   * @throws {InvalidOptionError} if `probability` is not in [0, 1], or `count` out of range.
   */
  bernoulli(probability: number, count: number): Uint8Array {
    requireNumber("probability", probability, { min: 0, max: 1 });
    return bernoulliDraws(this.engine, probability, requireCount(count));
  }

  /**
   * `torch.bernoulli(probabilities)`; one word each for f32 probabilities, two for f64.
   *
   * @returns one byte each: 1 = true.
   * @throws {InvalidOptionError} if a probability is not in [0, 1], or they are in another array.
   */
  bernoulliTensor(probabilities: Float32Array | Float64Array): Uint8Array {
    if (!(probabilities instanceof Float32Array || probabilities instanceof Float64Array)) {
      throw new InvalidOptionError({
        subject: "probabilities",
        rule: "must be a Float32Array or a Float64Array: it tells how many words a draw takes",
        received: probabilities,
      });
    }
    for (const probability of probabilities) requireNumber("probabilities", probability, { min: 0, max: 1 });
    return bernoulliTensorDraws(this.engine, probabilities);
  }

  /**
   * `torch.multinomial(weights, count, replacement)` with f64 weights, which need not sum to 1.
   *
   * @param options.replacement @default false
   * @returns indices of the weights.
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
    return multinomial(this.engine, requireDrawableWeights("multinomial", weights, draw), draw);
  }

  /**
   * Normal numbers cannot be had bit for bit: PyTorch's own differ between processors.
   *
   * @throws {UnsupportedOptionError} always.
   */
  randn(_count: number): never {
    throw new UnsupportedOptionError({
      subject: "randn",
      rule: "is not part of the torch-cpu profile: the bits of PyTorch's normal numbers depend on the processor",
      remedy: "Export the numbers from PyTorch, or draw uniform ones.",
    });
  }

  /** Where the generator stands; JSON in and out. */
  get state(): TorchGeneratorState {
    return { profile: "torch-cpu", seed: `0x${this.#seed.toString(16)}`, ...this.engine.state };
  }

  /**
   * Goes on where `state` was taken.
   *
   * @throws {InvalidOptionError} if it is not a state; nothing has changed then.
   */
  setState(state: TorchGeneratorState): void {
    rejectUnknownOptions("state of a TorchGenerator", state, ["profile", "seed", "words", "position"]);
    if (state.profile !== "torch-cpu" || !/^0x[0-9a-f]{1,16}$/.test(state.seed)) {
      throw new InvalidOptionError({ subject: "state", rule: "must be a state of a TorchGenerator", received: state });
    }
    this.engine.setState(state);
    this.#seed = BigInt(state.seed);
  }
}

function requireCount(count: number): number {
  return requireInteger("count", count, { min: 0, max: LONGEST });
}
