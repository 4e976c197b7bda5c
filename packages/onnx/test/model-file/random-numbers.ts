/** Numbers that look random and are the same in every run (xorshift of 32 bits). */
export class RandomNumbers {
  #state: number;

  constructor(seed: number) {
    this.#state = seed === 0 ? 1 : seed;
  }

  /** A whole number from 0 to `end` - 1; 0 for an `end` of 0. */
  below(end: number): number {
    let word = this.#state;
    word ^= word << 13;
    word ^= word >>> 17;
    word ^= word << 5;
    this.#state = word;
    return Math.floor(((word >>> 0) / 2 ** 32) * end);
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)]!;
  }

  /** Start and end of a stretch of so many bytes, short ones more often. */
  range(length: number): readonly [number, number] {
    const start = this.below(length);
    const longest = this.below(4) === 0 ? length : 32;
    return [start, Math.min(length, start + 1 + this.below(longest))];
  }
}
