import { describe, expect, it } from "vitest";
import {
  decodeCheckpoint,
  earlyStopping,
  encodeCheckpoint,
  evaluate,
  fit,
  stepLimit,
  streamDataset,
  type Checkpoint,
  type FitOptions,
  type StreamDataset,
  type TrainingEvent,
} from "../src/index.ts";
import { base, data, STEPS } from "./numbered-rows.ts";
import { scriptedEngine } from "./scripted-engine.ts";

/** The seven numbered rows as a stream; `opened` counts how often it was opened and closed. */
function numberedStream(
  options: { readonly window?: number; readonly rowCount?: number; readonly length?: number } = {},
): {
  readonly stream: StreamDataset;
  readonly opened: { now: number; times: number };
} {
  const { window = 3, rowCount, length = 7 } = options;
  const opened = { now: 0, times: 0 };
  const stream = streamDataset({
    name: "numbers",
    inputShape: [1],
    targetShape: [1],
    window,
    ...(rowCount === undefined ? {} : { rowCount }),
    async *open() {
      opened.now += 1;
      opened.times += 1;
      try {
        for (let row = 0; row < length; row++) {
          yield { input: Float32Array.of(row), target: Float32Array.of(row) };
        }
      } finally {
        opened.now -= 1;
      }
    },
  });
  return { stream, opened };
}

describe("fit on a stream", () => {
  it("trains on every row of every epoch, in batches, and leaves no source open", async () => {
    for (const prefetch of [0, 1, 3]) {
      const { engine, log } = scriptedEngine([], STEPS);
      const { stream, opened } = numberedStream();
      const report = await fit(engine, stream, { ...base, epochs: 3, prefetch });
      expect(log.batches.map(({ inputs }) => inputs.shape[0])).toEqual([3, 3, 1, 3, 3, 1, 3, 3, 1]);
      const rows = log.batches.flatMap(({ inputs }) => [...inputs.data]);
      for (const epoch of [0, 1, 2]) {
        expect(rows.slice(7 * epoch, 7 * epoch + 7).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6]);
      }
      expect(rows.slice(0, 7)).not.toEqual(rows.slice(7, 14));
      expect(report).toMatchObject({ steps: 9, stopReason: "epochs" });
      expect(opened).toEqual({ now: 0, times: 3 });
    }
  });
  it("reads as many batches ahead as it was asked to, one if it was not", async () => {
    for (const [prefetch, ahead] of [
      [0, 0],
      [undefined, 1],
      [2, 2],
    ] as const) {
      let read = 0;
      const stream = streamDataset({
        name: "counted",
        inputShape: [1],
        targetShape: [1],
        *open() {
          while (read < 30) yield { input: [read], target: [read++] };
        },
      });
      const { engine } = scriptedEngine([], STEPS);
      const readAtSteps: number[] = [];
      const trainBatch: typeof engine.trainBatch = (microBatches, update) => {
        readAtSteps.push(read);
        return engine.trainBatch(microBatches, update);
      };
      await fit({ ...engine, trainBatch }, stream, {
        ...base,
        epochs: 1,
        ...(prefetch === undefined ? {} : { prefetch }),
      });
      // Before the second step there was time for all that may be read.
      expect(readAtSteps[1]).toBe(3 * (2 + ahead));
    }
  });
  it("keeps the order with a window of 1, and gives the same masks as data in memory", async () => {
    const streamed = scriptedEngine([], STEPS);
    const gathered = scriptedEngine([], STEPS);
    await fit(streamed.engine, numberedStream({ window: 1 }).stream, { ...base, epochs: 2 });
    await fit(gathered.engine, data, { ...base, epochs: 2, order: "sequential" });
    const batchesOf = ({ log }: typeof streamed): unknown =>
      log.batches.map(({ inputs, targets, masks }) => ({ inputs, targets, masks }));
    expect(batchesOf(streamed)).toEqual(batchesOf(gathered));
  });
  it("resumes from any step, through the checkpoint's file", async () => {
    const options: FitOptions = { ...base, epochs: 3, clock: () => 0 };
    const saved: Checkpoint[] = [];
    const whole = scriptedEngine([], STEPS);
    const expected = await fit(whole.engine, numberedStream().stream, {
      ...options,
      checkpoint: { everySteps: 1, save: (checkpoint) => void saved.push(checkpoint) },
    });
    expect(saved).toHaveLength(9);
    for (const checkpoint of saved) {
      const resumed = scriptedEngine([], STEPS);
      const resumeFrom = decodeCheckpoint(encodeCheckpoint(checkpoint));
      expect(await fit(resumed.engine, numberedStream().stream, { ...options, resumeFrom })).toEqual(expected);
      expect(resumed.log.batches).toEqual(whole.log.batches.slice(checkpoint.step));
    }
  });
  it("refuses a checkpoint of a run that was cut otherwise", async () => {
    let saved: Checkpoint | undefined;
    const options: FitOptions = { ...base, epochs: 2 };
    const checkpoint = { everySteps: 1, save: (made: Checkpoint) => void (saved ??= made) };
    await fit(scriptedEngine([], STEPS).engine, numberedStream().stream, { ...options, checkpoint });
    for (const change of [{ batchSize: 4 }, { lastBatch: "drop" }] as const) {
      const { engine } = scriptedEngine([], STEPS);
      const changed = fit(engine, numberedStream().stream, { ...options, ...change, resumeFrom: saved! });
      await expect(changed).rejects.toThrow(/checkpoint: batches/);
    }
  });
  it("says so if the stream has become shorter than the checkpoint", async () => {
    for (const prefetch of [0, 1]) {
      const saved: Checkpoint[] = [];
      const options: FitOptions = { ...base, epochs: 1, prefetch };
      await fit(scriptedEngine([], STEPS).engine, numberedStream().stream, {
        ...options,
        checkpoint: { everySteps: 1, save: (checkpoint) => void saved.push(checkpoint) },
      });
      for (const length of [3, 2]) {
        const { stream, opened } = numberedStream({ length });
        const resumed = fit(scriptedEngine([], STEPS).engine, stream, { ...options, resumeFrom: saved[0]! });
        await expect(resumed).rejects.toMatchObject({ code: "CHECKPOINT_MISMATCH" });
        expect(opened.now).toBe(0);
      }
    }
  });
  it("tells how many batches there are only where that is known", async () => {
    for (const [rowCount, lastBatch, batchesPerEpoch] of [
      [undefined, "keep", undefined],
      [7, "keep", 3],
      [7, "drop", 2],
    ] as const) {
      const { engine } = scriptedEngine([], STEPS);
      const { stream } = numberedStream(rowCount === undefined ? {} : { rowCount });
      let started: unknown;
      const report = await fit(engine, stream, {
        ...base,
        epochs: 1,
        lastBatch,
        onEvent: (event) => (started = event.type === "start" ? event : started),
      });
      expect(started).toMatchObject({ batchesPerEpoch });
      expect(report.steps).toBe(lastBatch === "keep" ? 3 : 2);
    }
  });
  it("closes the source when a step fails, and surfaces what the source fails with", async () => {
    const { engine } = scriptedEngine([], STEPS);
    const { stream, opened } = numberedStream();
    const failing = {
      ...engine,
      trainBatch: () => {
        throw new Error("broken step");
      },
    };
    await expect(fit(failing, stream, base)).rejects.toThrow("broken step");
    expect(opened.now).toBe(0);
    const short = numberedStream({ rowCount: 9 });
    await expect(fit(engine, short.stream, base)).rejects.toMatchObject({ code: "INVALID_DATA" });
    expect(short.opened.now).toBe(0);
  });
  it("closes the source when the run is aborted, or stopped at a check within an epoch", async () => {
    for (const prefetch of [0, 2]) {
      const aborted = numberedStream();
      const signal = { aborted: false };
      const onEvent = ({ type }: TrainingEvent): void => void (signal.aborted ||= type === "step");
      const report = await fit(scriptedEngine([], STEPS).engine, aborted.stream, {
        ...base,
        prefetch,
        signal,
        onEvent,
      });
      expect(report).toMatchObject({ stopReason: "aborted", steps: 1 });
      expect(aborted.opened).toEqual({ now: 0, times: 1 });
      const stopped = numberedStream();
      const rule = earlyStopping({
        monitor: "trainingLoss",
        mode: "min",
        criteria: stepLimit(1),
        checkEvery: { steps: 1 },
      });
      const options = { ...base, prefetch, earlyStopping: rule };
      expect(await fit(scriptedEngine([], STEPS).engine, stopped.stream, options)).toMatchObject({ steps: 1 });
      expect(stopped.opened).toEqual({ now: 0, times: 1 });
    }
  });
  it("surfaces why a step failed, whatever its source says when it is closed", async () => {
    const rows = {
      [Symbol.iterator]: () => ({
        next: () => ({ done: false as const, value: { input: [1], target: [1] } }),
        return: () => {
          throw new Error("cannot close");
        },
      }),
    };
    const stream = streamDataset({ name: "stuck", inputShape: [1], targetShape: [1], open: () => rows });
    const broken = (): never => {
      throw new Error("broken step");
    };
    const { engine } = scriptedEngine([], STEPS);
    await expect(fit({ ...engine, trainBatch: broken }, stream, base)).rejects.toThrow("broken step");
    const aborted = fit(engine, stream, { ...base, signal: { aborted: true } });
    expect((await aborted).stopReason).toBe("aborted");
  });
  it("evaluates one as it does data in memory", async () => {
    const { engine } = scriptedEngine([2, 2], 1);
    await fit(engine, data, { ...base, epochs: 1, batchSize: 7, validation: numberedStream().stream });
    expect(await evaluate(engine, numberedStream().stream, { batchSize: 2 })).toEqual(await evaluate(engine, data));
  });
  it.each<[string, Partial<FitOptions>, RegExp]>([
    ["an order", { order: "shuffled" }, /order needs rows that can be had by their indices/],
    ["no seed", { seed: undefined as never }, /fit needs either seed or randomness/],
    ["a prefetch of -1", { prefetch: -1 }, /prefetch must be an integer of at least 0/],
  ])("refuses %s, before any work", async (_name, change, message) => {
    const { engine, log } = scriptedEngine([], STEPS);
    const { stream, opened } = numberedStream();
    await expect(fit(engine, stream, { ...base, ...change })).rejects.toThrow(message);
    expect(log.written).toEqual([]);
    expect(opened.times).toBe(0);
  });
});
