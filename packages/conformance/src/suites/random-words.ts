import { bernoulli, foldIn, keyFromSeed, randomWords, uniform, type Key } from "@lockstep/core";
import { expectSame } from "../check/compare-numbers.ts";
import { expectBits } from "../check/expect-bits.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { decodeFloats, decodeKey, decodeWords } from "../vectors/decode.ts";
import { randomWordCases, type ExpectedBits } from "../vectors/vector-files.ts";

/** Words, keys and draws of the stream profile `threefry-jax-1` against Random123 and JAX. */
export function randomWordSuite({ describe, it }: TestRunner): void {
  describe("random words", () => {
    for (const vector of randomWordCases) {
      it(`${vector.clause} ${vector.id} (${vector.input.operation})`, () => check(vector));
    }
    it("RND-5 random.words.slice: a long draw equals the short draws it is cut into", () => {
      const key = keyFromSeed(7);
      const whole = randomWords(key, 1000, 12345);
      for (const [start, count] of [
        [0, 1],
        [1, 333],
        [334, 666],
      ] as const) {
        expectSame(`words ${start}..`, randomWords(key, count, 12345 + start), whole.subarray(start, start + count));
      }
    });
  });
}

async function check({ input, expect }: (typeof randomWordCases)[number]): Promise<void> {
  switch (input.operation) {
    case "threefry2x32": {
      // Folding is a block with the counter (0, data): only counters that begin with 0 can be asked for directly.
      const [counterHigh, counterLow] = decodeKey(input.counter);
      const key = decodeKey(input.key);
      const [first, second] = decodeWords((expect as { words: string }).words);
      const index = counterHigh * 2 ** 32 + counterLow;
      if (Number.isSafeInteger(index)) expectSame("word", randomWords(key, 1, index), [(first! ^ second!) >>> 0]);
      if (counterHigh === 0) expectSame("block", foldIn(key, counterLow), [first!, second!]);
      return;
    }
    case "key":
    case "fold-in": {
      const { key, words } = expect as { key: string; words: string };
      const path = input.operation === "key" ? [] : input.path;
      const folded = path.reduce<Key>(foldIn, keyFromSeed(BigInt(input.seed)));
      expectSame("key", folded, decodeKey(key));
      const expected = decodeWords(words);
      expectSame("words", randomWords(folded, expected.length), expected);
      return;
    }
    case "words":
      expectSame(
        "words",
        randomWords(decodeKey(input.key), input.count, input.start),
        decodeWords((expect as { words: string }).words),
      );
      return;
    case "uniform":
      expectSame(
        "values",
        uniform(decodeKey(input.key), input.count, input.start),
        decodeFloats((expect as { values: string }).values),
      );
      return;
    case "bernoulli": {
      const { threshold, mask } = expect as { threshold: number; mask: ExpectedBits };
      const key = decodeKey(input.key);
      const draws = bernoulli(key, input.probability, input.count, input.start);
      await expectBits(draws, mask);
      const words = randomWords(key, input.count, input.start);
      expectSame(
        "comparison with the threshold",
        draws,
        Uint8Array.from(words, (word) => +(word >>> 9 < threshold)),
      );
    }
  }
}
