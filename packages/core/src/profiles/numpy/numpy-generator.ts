import { rejectUnknownOptions, requireInteger, requireNumber } from "../../errors/check-option.ts";
import { InvalidOptionError } from "../../errors/lockstep-error.ts";
import { MersenneTwister, type MersenneTwisterState } from "../mersenne-twister.ts";

/** Where a {@link NumpyGenerator} stands, as plain JSON. */
export interface NumpyGeneratorState extends MersenneTwisterState {
  readonly profile: "numpy-legacy";
}

const LONGEST = 2 ** 32 - 1;

/**
 * NumPy's legacy `RandomState(seed)`, bit for bit, in what sklearn and ONNX's tests need of it: the stream is frozen by
 * NumPy's own policy (NEP 19). It is the engine of PyTorch's CPU generator with other conversions.
 *
 * @throws {InvalidOptionError} if the seed is not an integer in [0, 2^32 - 1]; and from every method, before any draw, if
 * an argument is out of range.
 * @example
 * new NumpyGenerator(0).randomSample(2); // Float64Array [0.5488135039273248, 0.7151893663724195]
 */
export class NumpyGenerator {
  readonly #engine: MersenneTwister;

  constructor(seed: number) {
    this.#engine = new MersenneTwister(requireInteger("seed", seed, { min: 0, max: 2 ** 32 - 1 }));
  }

  /**
   * `random_sample(count)`: (a · 2^26 + b) / 2^53 with a the 27 high bits of one word and b the 26 of the next.
   *
   * @throws {InvalidOptionError} if `count` is not an integer in [0, 2^32 - 1].
   */
  randomSample(count: number): Float64Array {
    const values = new Float64Array(requireCount(count));
    for (let index = 0; index < values.length; index++) values[index] = this.#bits53() * 2 ** -53;
    return values;
  }

  /**
   * `random_sample(count) >= ratio`; two words each, whatever the ratio.
   *
   * @returns one byte each: 1 = kept.
   * @throws {InvalidOptionError} if `ratio` is not in [0, 1], or `count` out of range.
   */
  dropoutKeep(ratio: number, count: number): Uint8Array {
    const threshold = requireNumber("ratio", ratio, { min: 0, max: 1 }) * 2 ** 53;
    const keep = new Uint8Array(requireCount(count));
    for (let index = 0; index < keep.length; index++) keep[index] = +(this.#bits53() >= threshold);
    return keep;
  }

  /**
   * `permutation(count)`: from the identity, for i = count - 1 down to 1 swap i with an integer in [0, i], which is the
   * next word whose low bits (as many as i has) are at most i.
   *
   * @throws {InvalidOptionError} if `count` is not an integer in [0, 2^32 - 1].
   */
  permutation(count: number): Uint32Array {
    const order = new Uint32Array(requireCount(count));
    for (let index = 0; index < count; index++) order[index] = index;
    for (let index = count - 1; index > 0; index--) {
      const other = this.#integerUpTo(index);
      const row = order[index]!;
      order[index] = order[other]!;
      order[other] = row;
    }
    return order;
  }

  /** Where the generator stands; JSON in and out. */
  get state(): NumpyGeneratorState {
    return { profile: "numpy-legacy", ...this.#engine.state };
  }

  /**
   * Goes on where `state` was taken.
   *
   * @throws {InvalidOptionError} if it is not a state; nothing has changed then.
   */
  setState(state: NumpyGeneratorState): void {
    rejectUnknownOptions("state", state, ["profile", "words", "position"]);
    if (state.profile !== "numpy-legacy") {
      throw new InvalidOptionError({ subject: "state", rule: "must be a state of a NumpyGenerator", received: state });
    }
    this.#engine.setState(state);
  }

  /** 53 bits of two words. */
  #bits53(): number {
    const high = this.#engine.next() >>> 5;
    return high * 2 ** 26 + (this.#engine.next() >>> 6);
  }

  #integerUpTo(max: number): number {
    const mask = 0xffffffff >>> Math.clz32(max);
    let value = (this.#engine.next() & mask) >>> 0;
    while (value > max) value = (this.#engine.next() & mask) >>> 0;
    return value;
  }
}

function requireCount(count: number): number {
  return requireInteger("count", count, { min: 0, max: LONGEST });
}
