import { describe, expect, it } from "vitest";
import {
  checkpointBest,
  decodeCheckpoint,
  earlyStopping,
  encodeCheckpoint,
  fit,
  reduceOnPlateau,
  sgd,
  type Checkpoint,
  type FitOptions,
} from "../src/index.ts";
import { base, data, numberedRows, patience2, STEPS } from "./numbered-rows.ts";
import { scriptedEngine } from "./scripted-engine.ts";

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
    ["another order", { order: "sequential" }, /checkpoint: batches/],
    ["another last batch", { lastBatch: "drop" }, /checkpoint: batches/],
    ["another evaluation batch", { evaluationBatchSize: 2 }, /checkpoint: evaluationBatchSize/],
    ["another rule", { earlyStopping: patience2 }, /checkpoint: earlyStopping/],
    [
      "a plateau where there was none",
      { reduceOnPlateau: reduceOnPlateau({ monitor: "validationLoss", mode: "min" }) },
      /checkpoint: reduceOnPlateau/,
    ],
    [
      "another rule of what to save",
      { checkpointBest: checkpointBest({ monitor: "trainingLoss", mode: "min", save: () => undefined }) },
      /checkpoint: checkpointBest/,
    ],
    ["another optimiser", { optimizer: sgd({ learningRate: 0.2 }) }, /checkpoint: optimizer/],
    ["other validation data", { validation: numberedRows(8) }, /checkpoint: validation/],
  ])("refuse to resume with %s", async (_name, change, message) => {
    const [checkpoint] = await checkpointsOf({ everySteps: 2 });
    const { engine, log } = scriptedEngine(losses, STEPS);
    const options = { ...base, validation: data, ...change, resumeFrom: checkpoint! };
    await expect(fit(engine, data, options)).rejects.toThrow(message);
    expect(log.written).toEqual([]);
  });
  it("refuse to resume another model, or another format", async () => {
    const [checkpoint] = await checkpointsOf({ everySteps: 2 });
    const { engine } = scriptedEngine(losses, STEPS);
    const options = { ...base, validation: data, resumeFrom: checkpoint! };
    await expect(fit({ ...engine, modelFingerprint: "tanh" }, data, options)).rejects.toThrow(/checkpoint: model/);
    const stale = { ...checkpoint!, format: "lockstep-checkpoint/0" };
    await expect(fit(engine, data, { ...options, resumeFrom: stale })).rejects.toThrow(
      /checkpoint: format must be lockstep-checkpoint\/2.*resume with that one/,
    );
  });
  it("refuse files of the format before by its name, though they lack what came later", async () => {
    const [checkpoint] = await checkpointsOf({ everySteps: 2 });
    const { checks: _checks, plateau: _plateau, saved: _saved, row: _row, ...old } = checkpoint!;
    const file = encodeCheckpoint({ ...old, format: "lockstep-checkpoint/1" } as Checkpoint);
    expect(() => decodeCheckpoint(file)).toThrow(/format must be lockstep-checkpoint\/2, got "lockstep-checkpoint\/1"/);
  });
  it.each<[string, unknown]>([
    ["the bytes of a file", new Uint8Array(3)],
    ["nothing", null],
    ["a report", { history: [] }],
  ])("are told from %s", async (_name, resumeFrom) => {
    const { engine, log } = scriptedEngine(losses, STEPS);
    await expect(fit(engine, data, { ...base, resumeFrom: resumeFrom as never })).rejects.toMatchObject({
      code: "CHECKPOINT_MISMATCH",
      message: expect.stringMatching(/must be a checkpoint.*decodeCheckpoint/),
    });
    expect(log.written).toEqual([]);
  });
  it("give back a record that only resembles a number that JSON lacks", async () => {
    const [checkpoint] = await checkpointsOf({ everySteps: 2 });
    const randomness = [{ number: "7" }, { number: "NaN", of: 1 }, { number: NaN }];
    expect(decodeCheckpoint(encodeCheckpoint({ ...checkpoint!, randomness })).randomness).toEqual([
      { number: "7" },
      { number: "NaN", of: 1 },
      { number: NaN },
    ]);
  });
  it("refuse to resume with other micro-batches", async () => {
    const [checkpoint] = await checkpointsOf({ everySteps: 2 });
    const { engine } = scriptedEngine(losses, STEPS);
    const cutting = { ...engine, capabilities: { microBatches: true } };
    const options = { ...base, validation: data, resumeFrom: checkpoint!, microBatchSize: 2 };
    await expect(fit(cutting, data, options)).rejects.toThrow(/checkpoint: batches/);
  });
  it("keep names of parameters with dots", async () => {
    const [checkpoint] = await checkpointsOf({ everySteps: 2 });
    const parameters = { "0.block.1.weight": { shape: [1], data: Float32Array.of(7) } };
    expect(decodeCheckpoint(encodeCheckpoint({ ...checkpoint!, state: { parameters } })).state).toEqual({ parameters });
  });
  it("hold arrays of their own", async () => {
    const saved: Checkpoint[] = [];
    const { engine, weight } = scriptedEngine([5, 6, 7], STEPS);
    const save = (checkpoint: Checkpoint): void => {
      checkpoint.best?.parameters["0.weight"]!.data.fill(NaN);
      saved.push(checkpoint);
    };
    await fit(engine, data, {
      ...base,
      validation: data,
      earlyStopping: patience2,
      checkpoint: { everyEpochs: 1, save },
    });
    expect(saved).toHaveLength(3);
    expect(weight()).toBe(3);
  });
  it("go on counting the time of earlier sittings", async () => {
    const [checkpoint] = await checkpointsOf({ everyEpochs: 1 });
    const { engine } = scriptedEngine(losses, STEPS);
    const resumeFrom = { ...checkpoint!, elapsedSeconds: 100 };
    const report = await fit(engine, data, { ...base, epochs: 2, validation: data, resumeFrom, clock: () => 0 });
    expect(report.history.at(-1)!.elapsedSeconds).toBe(100);
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
