import { describe, expect, it } from "vitest";
import {
  arrayDataset,
  batchNorm,
  decodeCheckpoint,
  dense,
  dropout,
  earlyStopping,
  encodeCheckpoint,
  evaluate,
  fit,
  keyFromSeed,
  meanSquaredError,
  monteCarloDropout,
  relu,
  reshape,
  sequential,
  sgd,
  sgdStep,
  softmaxCrossEntropy,
  tensor,
  uniform,
  type Checkpoint,
  type EngineState,
  type FitOptions,
  type TrainingReport,
} from "../src/index.ts";
import { createReferenceEngine } from "../src/reference/index.ts";

const ROWS = 40;
const numbers = uniform(keyFromSeed(9), ROWS * 6).map((u) => 2 * u - 1);
const data = arrayDataset({
  inputs: tensor([ROWS, 6], numbers),
  targets: tensor(
    [ROWS],
    Int32Array.from({ length: ROWS }, (_, row) => (numbers[6 * row]! > 0 ? 1 : 0)),
  ),
});
const model = sequential({
  inputShape: [6],
  layers: [
    dense(8),
    batchNorm(),
    relu(),
    reshape([2, 4]),
    batchNorm({ momentum: "cumulative" }),
    dropout(0.2),
    reshape([8]),
    dense(2),
  ],
});
const create = () => createReferenceEngine(model, { loss: softmaxCrossEntropy(), seed: 4 });
const options: FitOptions = {
  epochs: 4,
  batchSize: 8,
  seed: 4,
  optimizer: sgd({ learningRate: 0.3, momentum: 0.9 }),
  validation: data,
  clock: () => 0,
};

async function run(change: Partial<FitOptions> = {}): Promise<{ report: TrainingReport; state: EngineState }> {
  using engine = create();
  const report = await fit(engine, data, { ...options, ...change });
  return { report, state: await engine.readState() };
}

describe("a run with batch norm", () => {
  it("keeps running statistics in its state, by PyTorch's names", async () => {
    const { state } = await run();
    expect(Object.entries(state.buffers!).map(([name, { shape }]) => [name, shape])).toEqual([
      ["1.running_mean", [8]],
      ["1.running_var", [8]],
      ["1.num_batches_tracked", []],
      ["4.running_mean", [2]],
      ["4.running_var", [2]],
      ["4.num_batches_tracked", []],
    ]);
    expect(state.buffers!["1.num_batches_tracked"]!.data).toEqual(Float32Array.of(20));
    expect(state.buffers!["1.running_mean"]!.data.some((mean) => mean !== 0)).toBe(true);
  });
  it("resumes from any checkpoint, through its file, to the same bits", async () => {
    const saved: Checkpoint[] = [];
    const rule = earlyStopping({ monitor: "validationLoss", mode: "min", patience: 9 });
    const whole = await run({
      earlyStopping: rule,
      checkpoint: { everySteps: 3, save: (checkpoint) => void saved.push(checkpoint) },
    });
    expect(saved).toHaveLength(6);
    for (const checkpoint of saved) {
      const resumeFrom = decodeCheckpoint(encodeCheckpoint(checkpoint));
      expect(resumeFrom).toEqual(checkpoint);
      expect(await run({ earlyStopping: rule, resumeFrom })).toStrictEqual(whole);
    }
  });
  it("gives back the best epoch's statistics with its weights", async () => {
    // A rate at which the loss rises: the best epoch is not the last.
    const optimizer = sgd({ learningRate: 6, momentum: 0.9 });
    const rule = earlyStopping({ monitor: "validationLoss", mode: "min", patience: 2 });
    const { report, state } = await run({ optimizer, epochs: 8, earlyStopping: rule });
    expect(report.restoredBest).toBe(true);
    expect(report.bestEpoch!).toBeLessThan(report.stopEpoch!);
    const best = await run({ optimizer, epochs: report.bestEpoch! + 1 });
    expect(state.buffers).toStrictEqual(best.state.buffers);
    expect(state.parameters).toStrictEqual(best.state.parameters);
  });
  it("holds checkpoints whose best statistics are their own", async () => {
    const rule = earlyStopping({ monitor: "validationLoss", mode: "min", patience: 9 });
    const spoil = (checkpoint: Checkpoint): void => {
      for (const { data: values } of Object.values(checkpoint.best?.buffers ?? {})) values.fill(NaN);
    };
    const spoilt = await run({ earlyStopping: rule, checkpoint: { everySteps: 1, save: spoil } });
    expect(spoilt).toStrictEqual(await run({ earlyStopping: rule }));
  });
  it("changes no statistics by evaluation, prediction or Monte-Carlo dropout", async () => {
    using engine = create();
    await fit(engine, data, options);
    const before = await engine.readState();
    await evaluate(engine, data);
    const { inputs } = data.gather([0, 1, 2]);
    await engine.predict(inputs);
    await monteCarloDropout(engine, inputs, { samples: 3, seed: 1 });
    expect(await engine.readState()).toStrictEqual(before);
  });
  it("predicts for a row the same whatever stands beside it", async () => {
    using engine = create();
    await fit(engine, data, options);
    const many = await engine.predict(data.gather([0, 1, 2]).inputs);
    const one = await engine.predict(data.gather([1]).inputs);
    expect([...one.data]).toEqual([...many.data.subarray(2, 4)]);
  });
});

describe("micro-batches of batch norm", () => {
  const single = sequential({ inputShape: [2], layers: [batchNorm()] });
  const createSingle = () => createReferenceEngine(single, { loss: meanSquaredError(), seed: 1 });
  const rowsFrom = (first: number, end: number) => ({
    inputs: tensor([end - first, 2], numbers.slice(2 * first, 2 * end)),
    targets: tensor([end - first, 2], new Float32Array(2 * (end - first))),
    masks: [],
  });
  const still = sgdStep(sgd({ learningRate: 0.5 }), 0);

  it("move the statistics one after the other", async () => {
    using together = createSingle();
    using apart = createSingle();
    await together.trainBatch([rowsFrom(0, 4), rowsFrom(4, 7)], still).read();
    await apart.trainBatch([rowsFrom(0, 4)], still).read();
    await apart.trainBatch([rowsFrom(4, 7)], still).read();
    const { buffers } = await together.readState();
    expect(buffers).toStrictEqual((await apart.readState()).buffers);
    expect(buffers!["0.num_batches_tracked"]!.data[0]).toBe(2);
  });
  it("give other numbers than the whole batch, and the same ones each time", async () => {
    const cut = await run({ microBatchSize: 4 });
    expect(cut).toStrictEqual(await run({ microBatchSize: 4 }));
    expect(cut.state.parameters).not.toEqual((await run()).state.parameters);
  });
  it("are refused with one value a channel, before any of them has changed anything", async () => {
    using engine = createSingle();
    const before = await engine.readState();
    const refuse = () => engine.trainBatch([rowsFrom(0, 4), rowsFrom(4, 5)], still);
    expect(refuse).toThrow(
      /layer 0 \(batch-norm\) needs more than one value per channel .*, got \[1, 2\]\. .*lastBatch: "drop"/,
    );
    expect(await engine.readState()).toStrictEqual(before);
  });
  it("may be one row that has several positions", async () => {
    const layers = [batchNorm()];
    using engine = createReferenceEngine(sequential({ inputShape: [1, 2], layers }), {
      loss: meanSquaredError(),
      seed: 1,
    });
    const batch = { inputs: tensor([1, 1, 2], Float32Array.of(1, 3)), targets: tensor([1, 1, 2], new Float32Array(2)) };
    await engine.trainBatch([{ ...batch, masks: [] }], still).read();
    // Mean 2 and unbiased variance 2, a tenth of the way from 0 and 1.
    const { buffers } = await engine.readState();
    expect(buffers!["0.running_mean"]!.data[0]).toBe(Math.fround(0.2));
    expect(buffers!["0.running_var"]!.data[0]).toBe(Math.fround(1.1));
  });
  it("are refused in evaluation too where no statistics are kept", async () => {
    const layers = [batchNorm({ trackRunningStats: false })];
    using engine = createReferenceEngine(sequential({ inputShape: [2], layers }), {
      loss: meanSquaredError(),
      seed: 1,
    });
    await expect(engine.predict(tensor([1, 2], Float32Array.of(1, 2)))).rejects.toThrow(/more than one value/);
    expect("buffers" in (await engine.readState())).toBe(false);
  });
});
