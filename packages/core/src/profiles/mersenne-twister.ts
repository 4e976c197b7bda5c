import { requireInteger } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";

/** Words of the state, how far off the word is that each is mixed with, and what is mixed in where it is odd. */
const SIZE = 624;
const SHIFT = 397;
const TWIST = 0x9908b0df | 0;

/** Where a Mersenne Twister stands, as plain JSON: 624 words and the next one to be used. */
export interface MersenneTwisterState {
  /** 8 hexadecimal digits a word, before tempering. */
  readonly words: string;
  /** In [0, 624]; 624 means that the words are used up. */
  readonly position: number;
}

/**
 * MT19937: the engine under PyTorch's CPU generator, NumPy's `RandomState` and Python's `random`.
 *
 * Seeding: `s[0] = seed`, `s[j] = 1812433253 · (s[j-1] ^ (s[j-1] >>> 30)) + j` mod 2^32. All 624 words are renewed at
 * once and tempered on the way, so that a draw is one read of an array; every number inside is an int32, since an
 * unsigned word above 2^31 would become a boxed double.
 *
 * Source: Matsumoto and Nishimura, "Mersenne Twister" (1998), with the initialisation of 2002.
 */
export class MersenneTwister {
  /** One more than there are words: see {@link #renew}. */
  readonly #state = new Int32Array(SIZE + 1);
  readonly #tempered = new Int32Array(SIZE);
  #position = SIZE;

  /** @param seed 32 bits, as a signed or an unsigned number. */
  constructor(seed: number) {
    const state = this.#state;
    state[0] = seed;
    for (let index = 1; index < SIZE; index++) {
      const before = state[index - 1]!;
      state[index] = Math.imul(1812433253, before ^ (before >>> 30)) + index;
    }
  }

  /** The next word, as an int32. */
  next(): number {
    if (this.#position === SIZE) this.#renew();
    return this.#tempered[this.#position++]!;
  }

  /** A copy that goes on alike, apart from the original. */
  clone(): MersenneTwister {
    const copy = new MersenneTwister(0);
    copy.#state.set(this.#state);
    copy.#tempered.set(this.#tempered);
    copy.#position = this.#position;
    return copy;
  }

  get state(): MersenneTwisterState {
    const words = Array.from(this.#state.subarray(0, SIZE), (word) => (word >>> 0).toString(16).padStart(8, "0"));
    return { words: words.join(""), position: this.#position };
  }

  /** @throws {InvalidOptionError} if it is not what {@link state} gave; the engine is then as it was. */
  setState(state: MersenneTwisterState): void {
    const position = requireInteger("state: position", state.position, { min: 0, max: SIZE });
    if (typeof state.words !== "string" || !/^[0-9a-f]{4992}$/.test(state.words)) {
      throw new InvalidOptionError({
        subject: "state: words",
        rule: `must be ${SIZE} words of 8 hexadecimal digits`,
        received: state.words,
      });
    }
    for (let index = 0; index < SIZE; index++) {
      const word = parseInt(state.words.slice(8 * index, 8 * index + 8), 16) | 0;
      this.#state[index] = word;
      this.#tempered[index] = temper(word);
    }
    this.#position = position;
  }

  #renew(): void {
    this.#renewRange(0, SIZE - SHIFT, SHIFT);
    // The last word is mixed with the first, which has been renewed by now.
    this.#state[SIZE] = this.#state[0]!;
    this.#renewRange(SIZE - SHIFT, SIZE, SHIFT - SIZE);
    this.#position = 0;
  }

  #renewRange(first: number, end: number, shift: number): void {
    const state = this.#state;
    const tempered = this.#tempered;
    let high = state[first]!;
    for (let index = first; index < end; index++) {
      const low = state[index + 1]!;
      const mixed = (high & 0x80000000) | (low & 0x7fffffff);
      const word = state[index + shift]! ^ (mixed >>> 1) ^ (-(low & 1) & TWIST);
      state[index] = word;
      tempered[index] = temper(word);
      high = low;
    }
  }
}

/** Spreads the bits of a word of the state, so that each 32 of them are equally distributed. */
function temper(word: number): number {
  let mixed = word ^ (word >>> 11);
  mixed ^= (mixed << 7) & 0x9d2c5680;
  mixed ^= (mixed << 15) & 0xefc60000;
  return mixed ^ (mixed >>> 18);
}
