import { foldIn, keyFromSeed, permutation, planBatches, randomWords, streamKey, type Key } from "@lockstep/core";
import { expectSame } from "../check/compare-numbers.ts";
import { expectThat } from "../check/conformance-failure.ts";
import { expectWords } from "../check/expect-words.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { decodeWords } from "../vectors/decode.ts";
import { permutationCases, type ExpectedDigest } from "../vectors/vector-files.ts";

/** The O(1)-memory permutation against an independent implementation, and the laws of batch plans. */
export function batchOrderSuite({ describe, it }: TestRunner): void {
  describe("batch order", () => {
    for (const { id, clause, input, expect } of permutationCases) {
      it(`${clause} ${id} (${input.size} rows)`, async () => {
        const key = input.path.reduce<Key>(foldIn, keyFromSeed(BigInt(input.seed)));
        const roundKeys = decodeWords(expect.roundKeys);
        expectSame("round keys", randomWords(key, roundKeys.length), roundKeys);
        const indexAt = permutation(key, input.size);
        if ("positions" in input) {
          const indices = input.positions.map((position) => indexAt(Number(position)));
          expectSame("indices", indices, (expect.indices as readonly string[]).map(Number));
          return;
        }
        const indices = Uint32Array.from({ length: input.size }, (_, position) => indexAt(position));
        await expectWords("order", indices, expect.indices as string | ExpectedDigest);
      });
    }
    it("BAT-1 BAT-3 batching.coverage: every epoch visits each row once, in batches of the stated size", () => {
      for (const rowCount of [1, 2, 3, 15, 16, 17, 255, 256, 257, 1000]) {
        const plan = planBatches({ rowCount, batchSize: 16, seed: 42 });
        const epoch = Array.from({ length: plan.batchesPerEpoch }, (_, batch) => plan.rows(3, batch));
        const sizes = epoch.map((rows) => rows.length);
        expectThat(
          sizes.slice(0, -1).every((size) => size === 16),
          `full batches of ${rowCount} rows: ${sizes.join()}`,
        );
        expectSame(
          `rows of ${rowCount}`,
          epoch.flat().toSorted((a, b) => a - b),
          [...Array(rowCount).keys()],
        );
      }
    });
    it("BAT-2 batching.last-batch: dropping leaves out the short batch and nothing else", () => {
      const kept = planBatches({ rowCount: 50, batchSize: 16, seed: 42 });
      const dropped = planBatches({ rowCount: 50, batchSize: 16, seed: 42, lastBatch: "drop" });
      expectSame("batches", [kept.batchesPerEpoch, dropped.batchesPerEpoch], [4, 3]);
      for (const batch of [0, 1, 2]) expectSame(`batch ${batch}`, dropped.rows(1, batch), kept.rows(1, batch));
    });
    it("BAT-3 RND-8 batching.epochs: the order of an epoch is the permutation of its own stream", () => {
      const plan = planBatches({ rowCount: 300, batchSize: 300, seed: 9 });
      for (const epoch of [0, 1, 2]) {
        const indexAt = permutation(streamKey(9, "shuffle", epoch), 300);
        expectSame(
          `epoch ${epoch}`,
          plan.rows(epoch, 0),
          Array.from({ length: 300 }, (_, position) => indexAt(position)),
        );
      }
      expectThat(plan.rows(0, 0).join() !== plan.rows(1, 0).join(), "two epochs must have two orders");
    });
  });
}
