import {
  TorchGenerator,
  torchDataLoader,
  torchDistributedSampler,
  torchRandomSampler,
  torchRandomSplit,
  torchSubsetRandomSampler,
  torchWeightedRandomSampler,
  type TorchSampler,
} from "@lockstep/core";
import { expectSame } from "../check/compare-numbers.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { decodeDoubles } from "../vectors/decode.ts";
import {
  torchDataLoaderCases,
  torchDistributedSamplerCases,
  torchRandomSamplerCases,
  torchRandomSplitCases,
  torchSubsetSamplerCases,
  torchWeightedSamplerCases,
} from "../vectors/torch-cases.ts";
import { expectNext } from "./torch-draws.ts";

/** Orders of PyTorch's samplers, splits and data loaders over several epochs, broken off or not. */
export function torchOrderSuite({ describe, it }: TestRunner): void {
  describe("orders of torch-cpu", () => {
    for (const { id, clause, input, expect } of torchRandomSamplerCases) {
      it(`${clause} ${id}`, () => {
        const { seed, generator: kind, ...options } = input;
        const generator = new TorchGenerator(BigInt(seed));
        const source = kind === "own" ? { generator } : { globalGenerator: generator };
        expectEpochs(torchRandomSampler({ ...options, ...source }), expect.rows);
        expectNext(generator, expect.next);
      });
    }
    for (const { id, clause, input, expect } of torchSubsetSamplerCases) {
      it(`${clause} ${id}`, () => {
        const generator = new TorchGenerator(BigInt(input.seed));
        expectEpochs(torchSubsetRandomSampler({ indices: input.indices, generator }), expect.rows);
        expectNext(generator, expect.next);
      });
    }
    for (const { id, clause, input, expect } of torchWeightedSamplerCases) {
      it(`${clause} ${id}`, () => {
        const generator = new TorchGenerator(BigInt(input.seed));
        const { numSamples, replacement } = input;
        const weights = decodeDoubles(input.weights);
        expectEpochs(torchWeightedRandomSampler({ weights, numSamples, replacement, generator }), expect.rows);
        expectNext(generator, expect.next);
      });
    }
    for (const { id, clause, input, expect } of torchDistributedSamplerCases) {
      it(`${clause} ${id}`, () => {
        for (const [epoch, ranks] of expect.rows.entries()) {
          for (const [rank, rows] of ranks.entries()) {
            const sampler = torchDistributedSampler({ ...input, rank });
            expectSame(`epoch ${epoch}, rank ${rank}`, sampler.rows(epoch), rows);
            expectSame("length", [sampler.length], [rows.length]);
          }
        }
      });
    }
    for (const { id, clause, input, expect } of torchRandomSplitCases) {
      it(`${clause} ${id}`, () => {
        const generator = new TorchGenerator(BigInt(input.seed));
        const parts = torchRandomSplit({ rowCount: input.rowCount, lengths: input.lengths, generator });
        expectLists("part", parts, expect.rows);
        expectNext(generator, expect.next);
      });
    }
    for (const { id, clause, input, expect } of torchDataLoaderCases) {
      it(`${clause} ${id}`, () => {
        const { seed, generator: kind, ownSeed, taken, ...options } = input;
        const globalGenerator = new TorchGenerator(BigInt(seed));
        const generator = ownSeed === undefined ? globalGenerator : new TorchGenerator(BigInt(ownSeed));
        const loader = torchDataLoader({ ...options, globalGenerator, ...(kind === "none" ? {} : { generator }) });
        for (const [epoch, batches] of expect.batches.entries()) {
          expectLists(`epoch ${epoch}, batch`, take(loader.batches(), taken[epoch]!), batches);
          if (taken[epoch] === -1) expectSame("batches", [loader.batchesPerEpoch], [batches.length]);
        }
        expectNext(globalGenerator, expect.next);
        if (expect.ownNext !== undefined) expectNext(generator, expect.ownNext);
      });
    }
  });
}

function expectEpochs(sampler: TorchSampler, epochs: readonly (readonly number[])[]): void {
  for (const [epoch, rows] of epochs.entries()) {
    expectSame(`epoch ${epoch}`, [...sampler.rows()], rows);
    expectSame("length", [sampler.length], [rows.length]);
  }
}

function expectLists(
  subject: string,
  lists: readonly (readonly number[])[],
  expected: readonly (readonly number[])[],
): void {
  expectSame(`number of ${subject}`, [lists.length], [expected.length]);
  for (const [index, list] of lists.entries()) expectSame(`${subject} ${index}`, list, expected[index]!);
}

/** The batches of a loop that breaks off after `count` of them; -1 lets it end. */
function take(batches: IterableIterator<number[]>, count: number): number[][] {
  const taken: number[][] = [];
  while (taken.length !== count) {
    const { done, value } = batches.next();
    if (done === true) break;
    taken.push(value);
  }
  return taken;
}
