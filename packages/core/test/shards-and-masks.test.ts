import { describe, expect, it } from "vitest";
import {
  arrayDataset,
  dense,
  dropout,
  dropoutMask,
  fit,
  keepBits,
  keyFromSeed,
  maskOfSite,
  microBatches,
  normal,
  planBatches,
  relu,
  sequential,
  sgd,
  sgdStep,
  sliceRows,
  softmaxCrossEntropy,
  tensor,
  type Checkpoint,
  type FitOptions,
  type RowSpan,
  type TrainingEngine,
} from "../src/index.ts";
import { createReferenceEngine } from "../src/reference/index.ts";

const UNITS = 5;

/** The bits of the mask of some rows of an optimiser batch, at step 3. */
function bitsOf({ firstRow, rows }: RowSpan): number[] {
  const shape = [rows, UNITS];
  return [...keepBits(dropoutMask({ seed: 7, site: 1, step: 3, rate: 0.4, shape, rowOffset: firstRow }))];
}

describe("weights of a run that is cut", () => {
  const rowCount = 50;
  const numbers = (length: number): Float32Array => normal(keyFromSeed(5), length);
  const weights = Float32Array.from({ length: rowCount }, (_, row) => 0.25 + (row % 5));
  const targets = tensor(
    [rowCount],
    Int32Array.from({ length: rowCount }, (_, row) => row % 3),
  );
  const data = arrayDataset({ inputs: tensor([rowCount, 4], numbers(4 * rowCount)), targets, weights });
  const model = sequential({ inputShape: [4], layers: [dense(7), relu(), dropout(0.4), dense(3)] });
  const makeEngine = (): TrainingEngine => createReferenceEngine(model, { loss: softmaxCrossEntropy(), seed: 3 });
  const optimizer = sgd({ learningRate: 0.1, momentum: 0.9 });

  it("are the same bits for micro-batches of any size", async () => {
    const stateOf = async (microBatchSize: number): Promise<unknown> => {
      const engine = makeEngine();
      const { history } = await fit(engine, data, { epochs: 2, batchSize: 16, seed: 7, optimizer, microBatchSize });
      return { state: await engine.readState(), losses: history.map(({ trainingLoss }) => trainingLoss) };
    };
    const whole = await stateOf(16);
    for (const size of [1, 2, 3, 7, 15, 100]) expect(await stateOf(size), `micro-batches of ${size}`).toEqual(whole);
  });
  it("are part of a checkpoint's run all the same, since other engines round otherwise", async () => {
    const options: FitOptions = { epochs: 1, batchSize: 16, seed: 7, optimizer };
    let saved: Checkpoint | undefined;
    const checkpoint = { everySteps: 1, save: (made: Checkpoint) => void (saved ??= made) };
    await fit(makeEngine(), data, { ...options, microBatchSize: 4, checkpoint });
    const resumed = fit(makeEngine(), data, { ...options, microBatchSize: 5, resumeFrom: saved! });
    await expect(resumed).rejects.toThrow(/checkpoint: batches/);
  });
  it.each([1, 2, 3, 8])("are the same bits if one worker goes through the slices of %s shards", async (count) => {
    const whole = makeEngine();
    await fit(whole, data, { epochs: 1, batchSize: 16, seed: 7, optimizer });
    const cut = makeEngine();
    for (let step = 0; step < 4; step++) {
      const parts = Array.from({ length: count }, (_, index) => {
        const shard = planBatches({ rowCount, batchSize: 16, seed: 7, shard: { index, count } });
        const { firstRow, rows } = shard.span(0, step);
        const gathered = data.gather(shard.rows(0, step));
        return microBatches(rows, 3, firstRow).map((part) => ({
          ...sliceRows(gathered, part.firstRow - firstRow, part.rows),
          masks: cut.randomSites.map((randomSite, site) => maskOfSite(randomSite, { seed: 7, site, step, ...part })),
        }));
      }).flat();
      await cut.trainBatch(parts, sgdStep(optimizer, step, { epoch: 0 })).read();
    }
    expect(await cut.readState()).toEqual(await whole.readState());
  });
});

describe("masks of a batch that is cut", () => {
  it.each([1, 2, 3, 8])("are those of the whole batch, for %s shards and micro-batches of any size", (count) => {
    const options = { rowCount: 50, batchSize: 16, seed: 7 };
    const whole = planBatches(options);
    for (const batch of [0, 3]) {
      const rows = whole.rows(0, batch);
      const bits = bitsOf({ firstRow: 0, rows: rows.length });
      for (const size of [1, 2, 3, 7, 16, 100]) {
        const parts = Array.from({ length: count }, (_, index) => {
          const shard = planBatches({ ...options, shard: { index, count } });
          const span = shard.span(0, batch);
          return microBatches(span.rows, size, span.firstRow).map((part) => ({
            rows: shard.rows(0, batch).slice(part.firstRow - span.firstRow, part.firstRow - span.firstRow + part.rows),
            bits: bitsOf(part),
          }));
        }).flat();
        expect(parts.flatMap((part) => part.rows)).toEqual(rows);
        expect(parts.flatMap((part) => part.bits)).toEqual(bits);
      }
    }
  });
});
