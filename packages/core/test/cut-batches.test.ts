import { describe, expect, it } from "vitest";
import {
  alphaDropout,
  arrayDataset,
  dense,
  dropout,
  earlyStopping,
  fit,
  gaussianDropout,
  gaussianNoise,
  leakyRelu,
  linearRate,
  maskOfSite,
  planBatches,
  sequential,
  sgd,
  sgdStep,
  softmaxCrossEntropy,
  splitRows,
  stochasticDepth,
  streamKey,
  tensor,
  uniform,
  clipByNorm,
  type EngineState,
  type TrainingReport,
} from "../src/index.ts";
import { createReferenceEngine } from "../src/reference/index.ts";

const SEED = 5;
const ROWS = 53;
const numbers = uniform(streamKey(SEED, "split"), ROWS * 6).map((u) => 2 * u - 1);
const all = arrayDataset({
  inputs: tensor([ROWS, 6], numbers),
  targets: tensor(
    [ROWS],
    Int32Array.from({ length: ROWS }, (_, row) => (numbers[6 * row]! > numbers[6 * row + 1]! ? 2 : row % 2)),
  ),
  weights: Float32Array.from({ length: ROWS }, (_, row) => 0.25 + (row % 7)),
});
const rows = splitRows({ rowCount: ROWS, sizes: { training: 43, validation: 10 }, seed: SEED });
const training = arrayDataset({ ...all.gather(rows.training) });
const validation = arrayDataset({ ...all.gather(rows.validation) });

/** Every kind of layer that draws, rates that move, clipping and max-norm: all that might depend on how a batch is cut. */
const model = sequential({
  inputShape: [6],
  layers: [
    gaussianNoise(0.05),
    dense(9, { dropConnect: 0.3 }),
    leakyRelu(),
    dropout(linearRate({ initial: 0.1, final: 0.5, length: 20 })),
    dense(8),
    alphaDropout(0.2),
    dense(7, { bias: false }),
    gaussianDropout(0.3),
    stochasticDepth(0.1, { mode: "batch" }),
    dense(3),
  ],
});
const optimizer = sgd({
  learningRate: 0.05,
  momentum: 0.9,
  nesterov: true,
  weightDecay: 0.01,
  clip: clipByNorm(1),
  maxNorm: 2,
});
const createEngine = (): ReturnType<typeof createReferenceEngine> =>
  createReferenceEngine(model, { loss: softmaxCrossEntropy(), seed: SEED });

/** Everything that a run ends with, to the bit: a -0 is not a 0 here. */
async function runFor(microBatchSize?: number): Promise<{ report: TrainingReport; state: EngineState }> {
  using engine = createEngine();
  const report = await fit(engine, training, {
    epochs: 4,
    batchSize: 16,
    seed: SEED,
    optimizer,
    validation,
    earlyStopping: earlyStopping({ monitor: "trainingLoss", mode: "min", patience: 3 }),
    clock: () => 0,
    ...(microBatchSize === undefined ? {} : { microBatchSize }),
  });
  return { report, state: await engine.readState() };
}

describe("a whole run on the reference engine", () => {
  it.each([1, 2, 3, 5, 8, 15, 16, 100])("is the same to the bit in micro-batches of %s rows", async (size) => {
    expect(await runFor(size)).toEqual(await runFor());
  });

  it.each([1, 2, 3, 8])("is the same to the bit from the slices of %s shards", async (count) => {
    using whole = createEngine();
    using cut = createEngine();
    const options = { rowCount: training.rowCount, batchSize: 16, seed: SEED };
    const plan = planBatches(options);
    const shards = Array.from({ length: count }, (_, index) => planBatches({ ...options, shard: { index, count } }));
    for (let step = 0; step < 2 * plan.batchesPerEpoch; step++) {
      const [epoch, batch] = [Math.floor(step / plan.batchesPerEpoch), step % plan.batchesPerEpoch];
      const partOf = (indices: readonly number[], firstRow: number) => ({
        ...training.gather(indices),
        masks: whole.randomSites.map((site, number) =>
          maskOfSite(site, { seed: SEED, site: number, step, rows: indices.length, firstRow }),
        ),
      });
      const update = sgdStep(optimizer, step);
      const parts = shards.map((shard) => partOf(shard.rows(epoch, batch), shard.span(epoch, batch).firstRow));
      const losses = [
        whole.trainBatch([partOf(plan.rows(epoch, batch), 0)], update),
        // A short last batch leaves some of eight workers without rows: they have nothing to add.
        cut.trainBatch(
          parts.filter(({ inputs }) => inputs.shape[0]! > 0),
          update,
        ),
      ];
      const [expected, actual] = await Promise.all(losses.map((loss) => loss.read()));
      expect(actual).toEqual(expected);
    }
    expect(await cut.readState()).toEqual(await whole.readState());
  });
});
