import { describe, expect, it } from "vitest";
import {
  dropoutMask,
  earlyStopping,
  evaluate,
  fit,
  planBatches,
  type TrainingEngine,
  type TrainingEvent,
} from "../src/index.ts";
import { base, data, numberedRows, patience2, STEPS } from "./numbered-rows.ts";
import { scriptedEngine } from "./scripted-engine.ts";

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

  it("gives whole batches as one micro-batch to an engine that takes no more", async () => {
    const { engine, log } = scriptedEngine([], STEPS);
    await fit(engine, data, { ...base, epochs: 1, microBatchSize: 3 });
    await fit(engine, data, { ...base, epochs: 1, microBatchSize: 99 });
    expect(log.batches.map(({ inputs }) => inputs.shape[0])).toEqual([3, 3, 1, 3, 3, 1]);
    await expect(fit(engine, data, { ...base, microBatchSize: 2 })).rejects.toThrow(/takes one micro-batch a step/);
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

  it("evaluates in batches of evaluationBatchSize, 1,024 rows by default", async () => {
    for (const [options, sizes] of [
      [{}, [7]],
      [{ evaluationBatchSize: 3 }, [3, 3, 1]],
    ] as const) {
      const { engine } = scriptedEngine([5], STEPS);
      const rows: number[] = [];
      const watched: TrainingEngine = {
        ...engine,
        evaluateBatch(batch) {
          rows.push(batch.inputs.shape[0]!);
          return engine.evaluateBatch(batch);
        },
      };
      await fit(watched, data, { ...base, epochs: 1, validation: data, ...options });
      expect(rows).toEqual(sizes);
    }
    const { engine } = scriptedEngine([1], 1);
    let calls = 0;
    const counted: TrainingEngine = {
      ...engine,
      evaluateBatch: () => Promise.resolve({ weightSum: ++calls, lossSum: 0 }),
    };
    await evaluate(counted, numberedRows(1025));
    expect(calls).toBe(2);
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

describe("a run that fails", () => {
  it("reads the losses of the steps under way, so that none fails unheard", async () => {
    const { engine, log } = scriptedEngine([], 100);
    const onEvent = (event: TrainingEvent): void => {
      if (event.type === "step" && event.step === 5) throw new Error("stop here");
    };
    await expect(fit(engine, data, { ...base, batchSize: 1, onEvent })).rejects.toThrow("stop here");
    expect(log.batches).toHaveLength(6);
    expect(log.unread.now).toBe(0);
  });
  it("has at most eight steps under way, and uses them", async () => {
    const { engine, log } = scriptedEngine([], 100);
    await fit(engine, numberedRows(50), { ...base, epochs: 1, batchSize: 1 });
    expect(log.unread).toEqual({ now: 0, most: 8 });
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
