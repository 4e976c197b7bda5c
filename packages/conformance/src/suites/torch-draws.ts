import { TorchGenerator } from "@lockstep/core";
import { expectSame } from "../check/compare-numbers.ts";
import { expectThat } from "../check/conformance-failure.ts";
import { expectBits } from "../check/expect-bits.ts";
import { expectRefusal } from "../check/expect-refusal.ts";
import { expectWords } from "../check/expect-words.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { decodeDoubles, decodeFloats, decodeWords } from "../vectors/decode.ts";
import { torchDrawCases, torchSeedCases, type TorchDrawCase } from "../vectors/torch-cases.ts";

/** The numbers of PyTorch's CPU generator, bit for bit, and how many words each draw takes. */
export function torchDrawSuite({ describe, it }: TestRunner): void {
  describe("draws of torch-cpu", () => {
    for (const { id, clause, input, expect } of torchSeedCases) {
      it(`${clause} ${id} (seed ${input.seed})`, () => {
        const generator = new TorchGenerator(BigInt(input.seed));
        expectThat(
          generator.initialSeed === BigInt(expect.initialSeed),
          `initial seed: expected ${expect.initialSeed}, got 0x${generator.initialSeed.toString(16)}`,
        );
        expectSame("words", wordsOf(generator, expect.words.length / 16), decodeWords(expect.words));
      });
    }
    for (const vector of torchDrawCases) {
      it(`${vector.clause} ${vector.id} (seed ${vector.input.seed})`, async () => {
        const generator = new TorchGenerator(BigInt(vector.input.seed));
        await check(generator, vector);
        expectNext(generator, vector.expect.next);
      });
    }
    it("TOR-19 torch.randn.refused: normal numbers are refused with the reason", async () => {
      const error = await expectRefusal("randn", "UNSUPPORTED_OPTION", () => new TorchGenerator(0).randn(16));
      expectThat(error.message.includes("processor"), `the message must say why: ${error.message}`);
    });
  });
}

/** Checks where a generator stands by the 64 bits that come next. */
export function expectNext(generator: TorchGenerator, next: string): void {
  expectSame("the words that come next", wordsOf(generator, 1), decodeWords(next));
}

/** The words of so many draws of 64 bits, the high ones first. */
function wordsOf(generator: TorchGenerator, count: number): Uint32Array {
  const words = new Uint32Array(2 * count);
  for (let index = 0; index < count; index++) {
    const number = generator.random64();
    words[2 * index] = Number(number >> 32n);
    words[2 * index + 1] = Number(number & 0xffffffffn);
  }
  return words;
}

async function check(generator: TorchGenerator, { input, expect }: TorchDrawCase): Promise<void> {
  const values = expect.values as never;
  switch (input.operation) {
    case "random64":
      return expectWords("words", wordsOf(generator, input.count), values);
    case "rand":
      return expectWords("bits", new Uint32Array(generator.rand(input.count).buffer), values);
    case "rand64":
      return expectSame("values", generator.rand64(input.count), decodeDoubles(values));
    case "uniform": {
      const drawn = generator.uniform(input.count, input.from, input.to, input.variant);
      return expectWords("bits", new Uint32Array(drawn.buffer), values);
    }
    case "randint":
      return expectSame("values", generator.randint(input.low, input.high, input.count), values);
    case "randperm":
      return expectWords("order", generator.randperm(input.count), values);
    case "bernoulli":
      return expectBits(generator.bernoulli(input.probability, input.count), values);
    case "bernoulli-tensor": {
      const decode = input.type === "f32" ? decodeFloats : decodeDoubles;
      return expectBits(generator.bernoulliTensor(decode(input.probabilities)), values);
    }
    case "multinomial": {
      const { replacement } = input;
      return expectSame(
        "rows",
        generator.multinomial(decodeDoubles(input.weights), input.count, { replacement }),
        values,
      );
    }
  }
}
