import { describe, expect, it } from "vitest";
import {
  anyOf,
  checkpointBest,
  decodeCheckpoint,
  earlyStopping,
  encodeCheckpoint,
  fit,
  linear,
  patience,
  reduceOnPlateau,
  sgd,
  stepLimit,
  timeLimit,
  type Checkpoint,
  type FitOptions,
  type TrainingEvent,
} from "../src/index.ts";
import { base, data, STEPS } from "./numbered-rows.ts";
import { scriptedEngine } from "./scripted-engine.ts";

const watch = { monitor: "validationLoss", mode: "min" } as const;

describe("checks by steps", () => {
  // One loss a step: with 1 as its epoch's length, the script is read step by step.
  const losses = [9, 5, 8, 6, 7, 7, 7, 7];
  const rule = earlyStopping({ ...watch, patience: 2, checkEvery: { steps: 2 } });

  it("are made within an epoch and at its end, and stop a run in the middle of one", async () => {
    const { engine, weight, log } = scriptedEngine(losses, 1);
    const events: string[] = [];
    const report = await fit(engine, data, {
      ...base,
      validation: data,
      earlyStopping: rule,
      onEvent: (event) => void events.push(event.type === "check" ? `check ${event.record.step}` : event.type),
    });
    expect(report.checks.map(({ step, epoch, validationLoss }) => [step, epoch, validationLoss])).toEqual([
      [2, 0, 5],
      [4, 1, 6],
    ]);
    // Steps 2, 4 and 6: the last is the end of epoch 1, and the second check without improvement.
    expect(report).toMatchObject({ stopReason: "patience", stopEpoch: 1, steps: 6, bestEpoch: 0, restoredBest: true });
    expect(report.earlyStopping).toMatchObject({ bestStep: 2, best: 5 });
    expect(weight()).toBe(2);
    expect(log.batches).toHaveLength(6);
    expect(events).toEqual([
      "start",
      "step",
      "step",
      "check 2",
      "step",
      "epoch",
      "step",
      "check 4",
      "step",
      "step",
      "epoch",
      "end",
    ]);
  });
  it("end a run before its epoch does", async () => {
    const { engine, weight } = scriptedEngine([1, 2, 3, 4], 1);
    const strict = earlyStopping({ ...watch, patience: 1, checkEvery: { steps: 1 } });
    const report = await fit(engine, data, { ...base, validation: data, earlyStopping: strict });
    expect(report).toMatchObject({ stopReason: "patience", stopEpoch: null, steps: 2, history: [] });
    expect(weight()).toBe(1);
  });
  it("mean the training loss of the epoch so far", async () => {
    const { engine } = scriptedEngine([1, 1, 1], 1);
    const limit = earlyStopping({
      monitor: "trainingLoss",
      mode: "min",
      patience: 9,
      checkEvery: { steps: 1 },
    });
    const report = await fit(engine, data, { ...base, epochs: 1, order: "sequential", earlyStopping: limit });
    expect(report.checks.map(({ trainingLoss }) => trainingLoss)).toEqual([1, 2.5]);
    expect(report.history[0]!.trainingLoss).toBe(3);
  });
  it("resume from a checkpoint between two of them", async () => {
    const options: FitOptions = { ...base, validation: data, earlyStopping: rule, clock: () => 0 };
    const saved: Checkpoint[] = [];
    const whole = scriptedEngine(losses, 1);
    const expected = await fit(whole.engine, data, {
      ...options,
      checkpoint: { everySteps: 1, save: (checkpoint) => void saved.push(checkpoint) },
    });
    for (const checkpoint of saved) {
      const resumed = scriptedEngine(losses, 1);
      const resumeFrom = decodeCheckpoint(encodeCheckpoint(checkpoint));
      expect(await fit(resumed.engine, data, { ...options, resumeFrom })).toEqual(expected);
      expect(resumed.weight()).toBe(whole.weight());
    }
  });
});

describe("criteria", () => {
  it("are shown steps and time", async () => {
    const steps = earlyStopping({ ...watch, criteria: anyOf(patience(5), stepLimit(4)) });
    const limited = await fit(scriptedEngine([3, 2, 1], STEPS).engine, data, {
      ...base,
      validation: data,
      earlyStopping: steps,
    });
    expect(limited).toMatchObject({ stopReason: "step-limit", steps: 6 });
    let now = 0;
    const time = earlyStopping({ ...watch, criteria: anyOf(patience(5), timeLimit(2)) });
    const timed = await fit(scriptedEngine([5, 4, 3, 2, 1], STEPS).engine, data, {
      ...base,
      validation: data,
      earlyStopping: time,
      clock: () => (now += 1000),
    });
    expect(timed).toMatchObject({ stopReason: "time-limit", stopEpoch: 1 });
  });
});

describe("a dialect", () => {
  const losses = [5, 4, 4.5, 4.6, 4.7, 4.8];
  it("restores what its library restores, at the end of all epochs too", async () => {
    const keras = earlyStopping({ ...watch, dialect: "keras3", patience: 9, restoreBest: true });
    const restored = scriptedEngine(losses, STEPS);
    const options = { ...base, epochs: 4, validation: data };
    expect(await fit(restored.engine, data, { ...options, earlyStopping: keras })).toMatchObject({
      stopReason: "epochs",
      restoredBest: true,
    });
    expect(restored.weight()).toBe(6);
    const lightning = earlyStopping({ ...watch, dialect: "lightning", patience: 9 });
    const kept = scriptedEngine(losses, STEPS);
    expect(await fit(kept.engine, data, { ...options, earlyStopping: lightning })).toMatchObject({
      restoredBest: false,
    });
    expect(kept.weight()).toBe(12);
  });
});

describe("reduceOnPlateau", () => {
  const rule = reduceOnPlateau({ ...watch, patience: 0, factor: 0.5 });
  it("scales the learning rate of the steps after the check", async () => {
    const { engine, log } = scriptedEngine([5, 5, 5, 4, 4], STEPS);
    const report = await fit(engine, data, { ...base, epochs: 5, validation: data, reduceOnPlateau: rule });
    const rates = log.updates.map(({ learningRate }) => learningRate);
    // Bad checks after epochs 1, 2 and 4: the rate falls for epochs 2 and 3.
    expect(rates.filter((_, step) => step % STEPS === 0)).toEqual([0.1, 0.1, 0.05, 0.025, 0.025]);
    expect(report.reduceOnPlateau).toMatchObject({ learningRate: 0.0125 });
  });
  it("may lower it to 0", async () => {
    const { engine, log } = scriptedEngine([5, 5, 5], STEPS);
    const toZero = reduceOnPlateau({ ...watch, patience: 0, factor: 0 });
    await fit(engine, data, { ...base, epochs: 3, validation: data, reduceOnPlateau: toZero });
    expect(log.updates.at(-1)!.learningRate).toBe(0);
  });
  it("goes on from a checkpoint", async () => {
    const options: FitOptions = { ...base, epochs: 4, validation: data, reduceOnPlateau: rule, clock: () => 0 };
    const saved: Checkpoint[] = [];
    const expected = await fit(scriptedEngine([5, 5, 5, 5], STEPS).engine, data, {
      ...options,
      checkpoint: { everySteps: 2, save: (checkpoint) => void saved.push(checkpoint) },
    });
    for (const checkpoint of saved) {
      const { engine } = scriptedEngine([5, 5, 5, 5], STEPS);
      const resumeFrom = decodeCheckpoint(encodeCheckpoint(checkpoint));
      expect(await fit(engine, data, { ...options, resumeFrom })).toEqual(expected);
    }
  });
  it("is warned about before the first step if early stopping forestalls it", async () => {
    const { engine } = scriptedEngine([5, 4], STEPS);
    const events: TrainingEvent[] = [];
    await fit(engine, data, {
      ...base,
      epochs: 1,
      validation: data,
      earlyStopping: earlyStopping({ ...watch, patience: 3 }),
      reduceOnPlateau: reduceOnPlateau({ ...watch, patience: 5 }),
      onEvent: (event) => void events.push(event),
    });
    expect(events.slice(0, 3).map(({ type }) => type)).toEqual(["start", "warning", "step"]);
    expect(events[1]).toMatchObject({
      message: expect.stringMatching(/before reduceOnPlateau would lower the learning rate/),
    });
  });
});

describe("checkpointBest", () => {
  it("saves a checkpoint to go on from whenever the metric is the best so far", async () => {
    const saved: Checkpoint[] = [];
    const rule = checkpointBest({ ...watch, save: (checkpoint: Checkpoint) => void saved.push(checkpoint) });
    const losses = [5, 6, 4, 4, 3];
    const options: FitOptions = { ...base, epochs: 5, validation: data, checkpointBest: rule, clock: () => 0 };
    const expected = await fit(scriptedEngine(losses, STEPS).engine, data, options);
    expect(saved.map(({ epoch, batch }) => [epoch, batch])).toEqual([
      [1, 0],
      [3, 0],
      [5, 0],
    ]);
    expect(saved.map(({ state }) => state.parameters["0.weight"]!.data[0])).toEqual([3, 9, 15]);
    const first = saved[0]!;
    saved.length = 0;
    expect(await fit(scriptedEngine(losses, STEPS).engine, data, { ...options, resumeFrom: first })).toEqual(expected);
    expect(saved.map(({ epoch }) => epoch)).toEqual([3, 5]);
  });
});

describe("checkpointBest beside early stopping", () => {
  it.each([{ epochs: 1 }, { steps: 1 }])("saves at the very check that stops the run, every %o", async (checkEvery) => {
    const saved: Checkpoint[] = [];
    const save = (checkpoint: Checkpoint): void => void saved.push(checkpoint);
    const report = await fit(scriptedEngine([5, 1], STEPS).engine, data, {
      ...base,
      validation: data,
      earlyStopping: earlyStopping({ ...watch, patience: 9, stopAt: 1, checkEvery }),
      checkpointBest: checkpointBest({ ...watch, checkEvery, save }),
    });
    expect(report.stopReason).toBe("threshold");
    expect(saved.at(-1)).toMatchObject({ step: report.steps, earlyStopping: { decision: "stop" } });
  });
});

describe("rules", () => {
  it.each<[string, Partial<FitOptions>, RegExp]>([
    ["options for a plateau", { reduceOnPlateau: { factor: 0.1 } as never }, /reduceOnPlateau must be a rule/],
    ["a function for a saver", { checkpointBest: (() => undefined) as never }, /checkpointBest must be a rule/],
    [
      "a plateau without its data",
      { reduceOnPlateau: reduceOnPlateau({ ...watch, patience: 1 }) },
      /monitor needs validation data/,
    ],
    [
      "a plateau of a rate that begins at 0",
      {
        validation: data,
        reduceOnPlateau: reduceOnPlateau({ ...watch, patience: 1 }),
        optimizer: sgd({ learningRate: linear({ initial: 0, final: 0.1, length: 5 }) }),
      },
      /learningRate must be a number greater than 0, got 0.*begin a warm-up above 0/,
    ],
    [
      "a metric that fit does not measure",
      { earlyStopping: earlyStopping({ monitor: "others.f1", mode: "max", patience: 1 }) },
      /monitor must be a metric that fit measures/,
    ],
  ])("are refused before any work: %s", async (_name, change, message) => {
    const { engine, log } = scriptedEngine([], STEPS);
    await expect(fit(engine, data, { ...base, ...change })).rejects.toThrow(message);
    expect(log.written).toEqual([]);
  });
});
