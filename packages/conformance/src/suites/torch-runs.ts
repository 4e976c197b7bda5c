import { keepBits, TorchGenerator, torchRandomness, type RandomnessRun, type RunRandomness } from "@lockstep/core";
import { expectSame } from "../check/compare-numbers.ts";
import { expectBits } from "../check/expect-bits.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { torchRunCases } from "../vectors/torch-cases.ts";
import { expectNext } from "./torch-draws.ts";

/** The draws of whole runs against plain PyTorch scripts: rows and masks, step by step, interrupted or not. */
export function torchRunSuite({ describe, it }: TestRunner): void {
  describe("runs of torch-cpu", () => {
    for (const vector of torchRunCases) {
      it(`${vector.clause} ${vector.id} (${vector.input.sites.length} sites)`, async () => {
        const { start, expectEnd } = begin(vector);
        await play(vector, start(), () => undefined);
        expectEnd();
      });
      it(`${vector.clause} ${vector.id}, saved and taken up by another generator after every step`, async () => {
        // Each step is drawn by generators of other seeds, which know nothing but what the step before them saved.
        let { start, expectEnd } = begin(vector);
        await play(vector, start(), (randomness) => {
          const saved: unknown = JSON.parse(JSON.stringify(randomness.saveState()));
          ({ start, expectEnd } = begin(vector, 99n));
          const next = start();
          next.restoreState(saved);
          return next;
        });
        expectEnd();
      });
    }
  });
}

type RunCase = (typeof torchRunCases)[number];

/** A run's generators, and a check of where they stand at its end. */
function begin({ input, expect }: RunCase, added = 0n): { start: () => RunRandomness; expectEnd: () => void } {
  const global = new TorchGenerator(BigInt(input.seed) ^ added);
  const own = input.ownSeed === undefined ? global : new TorchGenerator(BigInt(input.ownSeed) ^ added);
  const { shuffle, validationLoader, generator } = input;
  const options = { shuffle, validationLoader, ...(generator === "none" ? {} : { loader: own }) };
  return {
    start: () => torchRandomness(global, options).startRun(runOf(input)),
    expectEnd() {
      expectNext(global, expect.next);
      if (expect.ownNext !== undefined) expectNext(own, expect.ownNext);
    },
  };
}

function runOf({ rowCount, batchSize, lastBatch, sites }: RunCase["input"]): RandomnessRun {
  const batches = rowCount / batchSize;
  return {
    rowCount,
    batchSize,
    microBatchSize: batchSize,
    batchesPerEpoch: lastBatch === "drop" ? Math.floor(batches) : Math.ceil(batches),
    sites: sites.map(({ kind, rate, shape }) => ({ kind, rate, shape: (rows: number) => [rows, ...shape] })),
  };
}

/** Goes through a run as `fit` does; `pause` may hand over to another object after any step. */
async function play(
  { input, expect }: RunCase,
  first: RunRandomness,
  pause: (randomness: RunRandomness) => RunRandomness | undefined,
): Promise<void> {
  let randomness = first;
  let step = 0;
  for (let epoch = 0; epoch < input.epochs; epoch++) {
    randomness.beginEpoch(epoch);
    for (let batch = 0; batch < runOf(input).batchesPerEpoch; batch++) {
      const expected = expect.steps[step]!;
      const rows = randomness.rows(epoch, batch);
      expectSame(`rows of step ${step}`, rows, expected.rows);
      const masks = randomness.masks({ step, batch, firstRow: 0, rows: rows.length });
      expectSame("masks", [masks.length], [expected.masks.length]);
      for (const [site, bits] of expected.masks.entries()) await expectBits(keepBits(masks[site]!), bits);
      step += 1;
      randomness = pause(randomness) ?? randomness;
    }
    randomness.endEpoch(epoch);
    randomness.beginEvaluation();
  }
  expectSame("steps", [step], [expect.steps.length]);
}
