import { describe, expect, it } from "vitest";
import {
  arrayDataset,
  decodeCheckpoint,
  dropoutMask,
  earlyStopping,
  encodeCheckpoint,
  fit,
  planBatches,
  sgd,
  tensor,
  type Checkpoint,
  type Dataset,
  type FitOptions,
  type TrainingEvent,
} from "../src/index.ts";
import { scriptedEngine } from "./scripted-engine.ts";

/** Seven rows whose loss under the scripted engine is their own number: 0 to 6. */
function numberedRows(count = 7): Dataset {
  const data = Float32Array.from({ length: count }, (_, row) => row);
  return arrayDataset({ inputs: tensor([count, 1], data), targets: tensor([count, 1], data) });
}

const data = numberedRows();
const base: FitOptions = {
  epochs: 10,
  batchSize: 3,
  seed: 42,
  optimizer: sgd({ learningRate: 0.1, momentum: 0.9, dampening: 0.5 }),
};
const patience2 = earlyStopping({ monitor: "validationLoss", mode: "min", patience: 2 });
const STEPS = 3;

describe("fit", () => {
  it("gives the engine the plan's rows, the address's masks and the optimiser's step", async () => {
    const { engine, log } = scriptedEngine([], STEPS);
    await fit(engine, data, { ...base, epochs: 2 });
    const plan = planBatches({ rowCount: 7, batchSize: 3, seed: 42 });
    expect(log.batches).toHaveLength(6);
    for (const [step, batch] of log.batches.entries()) {
      const rows = plan.rows(Math.floor(step / 3), step % 3);
      expect([...batch.inputs.data]).toEqual(rows);
      expect(batch.masks).toEqual([dropoutMask({ seed: 42, site: 0, step, rate: 0.5, shape: [rows.length, 3] })]);
      expect(log.updates[step]!.gradientScale).toBe(step === 0 ? 1 : 0.5);
    }
  });

  it("means the training loss over rows, so that the short last batch weighs less", async () => {
    const { engine } = scriptedEngine([], STEPS);
    const report = await fit(engine, data, { ...base, epochs: 1 });
    expect(report.history[0]!.trainingLoss).toBe(3); // (0 + 1 + ... + 6) / 7
  });

  it("stops at the patience-th check and restores the weights of the best epoch", async () => {
    const { engine, weight, log } = scriptedEngine([5, 4, 3, 3.5, 3.25, 1], STEPS);
    const report = await fit(engine, data, { ...base, validation: data, earlyStopping: patience2 });
    expect(report).toMatchObject({
      stopReason: "patience",
      stopEpoch: 4,
      bestEpoch: 2,
      best: 3,
      steps: 15,
      restoredBest: true,
    });
    expect(report.history.map(({ validationLoss }) => validationLoss)).toEqual([5, 4, 3, 3.5, 3.25]);
    expect(weight()).toBe(9);
    expect(log.written.at(-1)!.velocity).toBeUndefined();
  });

  it("restores when the epochs run out", async () => {
    const { engine, weight } = scriptedEngine([5, 4, 6], STEPS);
    const report = await fit(engine, data, { ...base, epochs: 3, validation: data, earlyStopping: patience2 });
    expect(report).toMatchObject({ stopReason: "epochs", stopEpoch: 2, bestEpoch: 1 });
    expect(weight()).toBe(6);
  });

  it("keeps the last weights without early stopping, and with restoreBest off", async () => {
    const plain = scriptedEngine([5, 4, 6], STEPS);
    const report = await fit(plain.engine, data, { ...base, epochs: 3, validation: data });
    expect(report).toMatchObject({ bestEpoch: null, restoredBest: false, earlyStopping: null });
    expect(plain.weight()).toBe(9);
    const off = scriptedEngine([5, 4, 6], STEPS);
    const rule = earlyStopping({ monitor: "validationLoss", mode: "min", patience: 2, restoreBest: false });
    expect(await fit(off.engine, data, { ...base, epochs: 3, validation: data, earlyStopping: rule })).toMatchObject({
      bestEpoch: 1,
      restoredBest: false,
    });
    expect(off.weight()).toBe(9);
  });

  it("stops at a non-finite loss, with the weights of the best epoch", async () => {
    const { engine, weight } = scriptedEngine([5, NaN, 1], STEPS);
    const report = await fit(engine, data, { ...base, validation: data, earlyStopping: patience2 });
    expect(report).toMatchObject({ stopReason: "non-finite", bestEpoch: 0, best: 5 });
    expect(weight()).toBe(3);
  });

  it("tells what it does, in order", async () => {
    const { engine } = scriptedEngine([5, 4], STEPS);
    const events: TrainingEvent[] = [];
    await fit(engine, data, { ...base, epochs: 2, validation: data, onEvent: (event) => events.push(event) });
    const epoch = ["step", "step", "step", "epoch"];
    expect(events.map(({ type }) => type)).toEqual(["start", ...epoch, ...epoch, "end"]);
    expect(events[0]).toEqual({ type: "start", epochs: 2, batchesPerEpoch: 3, step: 0 });
    expect(events[6]).toEqual({ type: "step", epoch: 1, batch: 1, step: 4 });
  });

  it("measures time by the injected clock only", async () => {
    let now = 0;
    const { engine } = scriptedEngine([], STEPS);
    const report = await fit(engine, data, { ...base, epochs: 2, clock: () => (now += 500) });
    expect(report.history.map(({ elapsedSeconds }) => elapsedSeconds)).toEqual([0.5, 1]);
  });
});

describe("an abort", () => {
  it("ends before the next step, restores the best, and carries a checkpoint of the last", async () => {
    const { engine, weight } = scriptedEngine([5, 6], STEPS);
    const signal = { aborted: false };
    const report = await fit(engine, data, {
      ...base,
      validation: data,
      earlyStopping: patience2,
      signal,
      onEvent: (event) => {
        if (event.type === "step" && event.step === 6) signal.aborted = true;
      },
    });
    expect(report).toMatchObject({ stopReason: "aborted", stopEpoch: 1, steps: 7, restoredBest: true });
    expect(report.checkpoint).toMatchObject({ epoch: 2, batch: 1, step: 7, lossSums: { weightSum: 3 } });
    expect(report.checkpoint!.state.parameters["0.weight"]!.data[0]).toBe(7);
    expect(weight()).toBe(3);
  });
  it("lets a timer in between two steps of an engine that never waits", async () => {
    const { engine } = scriptedEngine([], STEPS);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 5);
    const report = await fit(engine, data, { ...base, epochs: 1_000_000, signal: controller.signal });
    expect(report.stopReason).toBe("aborted");
  });
  it("before the first step leaves everything as it was", async () => {
    const { engine, weight } = scriptedEngine([], STEPS);
    const report = await fit(engine, data, { ...base, signal: { aborted: true } });
    expect(report).toMatchObject({ stopReason: "aborted", stopEpoch: null, steps: 0, history: [] });
    expect(weight()).toBe(0);
  });
});

describe("checkpoints", () => {
  const losses = [5, 4, 3, NaN, 6, 7, 8];

  async function checkpointsOf(checkpoint: { everySteps?: number; everyEpochs?: number }): Promise<Checkpoint[]> {
    const saved: Checkpoint[] = [];
    const { engine } = scriptedEngine(losses, STEPS);
    await fit(engine, data, {
      ...base,
      epochs: 3,
      validation: data,
      checkpoint: { ...checkpoint, save: (c) => void saved.push(c) },
    });
    return saved;
  }

  it("come at every so many steps, an epoch's last one after its evaluation", async () => {
    const saved = await checkpointsOf({ everySteps: 2 });
    expect(saved.map(({ step, epoch, batch }) => [step, epoch, batch])).toEqual([
      [2, 0, 2],
      [4, 1, 1],
      [6, 2, 0],
      [8, 2, 2],
    ]);
    expect(saved[2]!.history).toHaveLength(2);
  });
  it("come at every so many epochs", async () => {
    expect((await checkpointsOf({ everyEpochs: 2 })).map(({ step }) => step)).toEqual([6]);
  });
  it("resume from any of them, through their file, as if there had been no interruption", async () => {
    const rule = earlyStopping({ monitor: "validationLoss", mode: "min", patience: 3, nonFinite: "count" });
    const options: FitOptions = { ...base, validation: data, earlyStopping: rule, clock: () => 0 };
    const saved: Checkpoint[] = [];
    const whole = scriptedEngine(losses, STEPS);
    const expected = await fit(whole.engine, data, {
      ...options,
      checkpoint: { everySteps: 1, save: (c) => void saved.push(c) },
    });
    expect(saved.length).toBe(expected.steps);
    for (const checkpoint of saved) {
      const resumed = scriptedEngine(losses, STEPS);
      const report = await fit(resumed.engine, data, {
        ...options,
        resumeFrom: decodeCheckpoint(encodeCheckpoint(checkpoint)),
      });
      expect(report).toEqual(expected);
      expect(resumed.weight()).toBe(whole.weight());
      expect(resumed.log.batches).toEqual(whole.log.batches.slice(checkpoint.step));
    }
  });
  it.each<[string, Partial<FitOptions>, RegExp]>([
    ["another seed", { seed: 43 }, /checkpoint: seed must be that of the run \(43\), got "42"/],
    ["another batch size", { batchSize: 4 }, /checkpoint: batches/],
    ["another optimiser", { optimizer: sgd({ learningRate: 0.2 }) }, /checkpoint: optimizer/],
    ["other validation data", { validation: numberedRows(8) }, /checkpoint: validation/],
  ])("refuse to resume with %s", async (_name, change, message) => {
    const [checkpoint] = await checkpointsOf({ everySteps: 2 });
    const { engine, log } = scriptedEngine(losses, STEPS);
    const options = { ...base, validation: data, ...change, resumeFrom: checkpoint! };
    await expect(fit(engine, data, options)).rejects.toThrow(message);
    expect(log.written).toEqual([]);
  });
  it("refuse to resume on other data", async () => {
    const [checkpoint] = await checkpointsOf({ everySteps: 2 });
    const { engine } = scriptedEngine(losses, STEPS);
    await expect(
      fit(engine, numberedRows(9), { ...base, validation: data, resumeFrom: checkpoint! }),
    ).rejects.toMatchObject({
      code: "CHECKPOINT_MISMATCH",
      subject: "checkpoint: data",
    });
  });
});

describe("fit refuses, before any work,", () => {
  it.each<[string, Partial<FitOptions>, RegExp]>([
    ["no epochs", { epochs: 0 }, /epochs must be an integer of at least 1, got 0/],
    ["a batch of 2.5 rows", { batchSize: 2.5 }, /batchSize must be an integer of at least 1, got 2.5/],
    ["a seed of -1", { seed: -1 }, /seed must be/],
    ["no optimiser", { optimizer: undefined as never }, /Pass sgd/],
    [
      "a monitor without its data",
      { earlyStopping: patience2 },
      /monitor needs validation data.*Pass validation to fit/,
    ],
    [
      "an accuracy without classes",
      { validation: data, earlyStopping: earlyStopping({ monitor: "validationAccuracy", mode: "max", patience: 1 }) },
      /monitor must be a loss/,
    ],
    ["a misspelt option", { epoch: 3 } as never, /epoch is not an option.*Did you mean "epochs"/],
    ["no save", { checkpoint: { everySteps: 2 } as never }, /checkpoint needs save/],
    [
      "two intervals",
      { checkpoint: { everySteps: 2, everyEpochs: 1, save: () => undefined } },
      /one of everySteps and everyEpochs/,
    ],
    ["an interval of 0", { checkpoint: { everySteps: 0, save: () => undefined } }, /checkpoint interval/],
    [
      "too few rows to drop the last batch",
      { batchSize: 8, lastBatch: "drop" },
      /batchSize must be at most rowCount \(7\)/,
    ],
  ])("%s", async (_name, change, message) => {
    const { engine, log } = scriptedEngine([], STEPS);
    await expect(fit(engine, data, { ...base, ...change })).rejects.toThrow(message);
    expect(log).toEqual({ batches: [], updates: [], written: [] });
  });
  it("rows of another shape", async () => {
    const { engine } = scriptedEngine([], STEPS);
    const wide = arrayDataset({ inputs: tensor([2, 3], new Float32Array(6)), targets: tensor([2], new Int32Array(2)) });
    await expect(fit(engine, wide, base)).rejects.toThrow(
      /a row of data must have the model's input shape \[1\], got \[3\]/,
    );
  });
});
