import { describe, expect, it } from "vitest";
import {
  decodeCheckpoint,
  dropoutMask,
  encodeCheckpoint,
  fit,
  keepBits,
  type Checkpoint,
  type FitOptions,
  type RandomnessSource,
  type RandomSite,
  type RunRandomness,
} from "../src/index.ts";
import { base, data, STEPS } from "./numbered-rows.ts";
import { scriptedEngine } from "./scripted-engine.ts";

/** A stateful source whose only state is how many draws it has made, and which writes down every call. */
function countingSource(): {
  readonly source: RandomnessSource;
  readonly calls: string[];
  readonly draws: () => number;
} {
  const calls: string[] = [];
  let draws = 0;
  let order = 0;
  const source: RandomnessSource = {
    startRun: ({ rowCount, batchSize, sites }): RunRandomness => ({
      profile: "counting",
      beginEpoch(epoch) {
        order = draws++;
        calls.push(`begin ${epoch}`);
      },
      rows(_epoch, batch) {
        const first = batch * batchSize;
        const length = Math.min(batchSize, rowCount - first);
        return Array.from({ length }, (_, position) => (first + position + order) % rowCount);
      },
      masks({ step, firstRow, rows }) {
        calls.push(`masks ${step} ${firstRow}+${rows}`);
        return sites.map((site) => explicitMask(site, rows, draws++));
      },
      endEpoch: (epoch) => void calls.push(`end ${epoch}`),
      beginEvaluation: () => void calls.push("evaluate"),
      saveState: () => ({ draws, order }),
      restoreState(state) {
        ({ draws, order } = state as { draws: number; order: number });
      },
    }),
  };
  return { source, calls, draws: () => draws };
}

function explicitMask({ shape }: RandomSite, rows: number, draw: number): ReturnType<RunRandomness["masks"]>[number] {
  const keep = keepBits(dropoutMask({ seed: draw, site: 0, step: 0, rate: 0.5, shape: shape(rows) }));
  return { source: "explicit", keep, scale: 2, shape: shape(rows) };
}

const { seed: _seed, ...unseeded } = base;

describe("fit with a source of randomness", () => {
  it("calls it in the order of a plain training script", async () => {
    const { engine, log } = scriptedEngine([5, 4], STEPS);
    const { source, calls } = countingSource();
    await fit(engine, data, { ...unseeded, epochs: 2, randomness: source, validation: data });
    const epoch = (first: number): string[] => [
      `masks ${first} 0+3`,
      `masks ${first + 1} 0+3`,
      `masks ${first + 2} 0+1`,
    ];
    expect(calls).toEqual(["begin 0", ...epoch(0), "end 0", "evaluate", "begin 1", ...epoch(3), "end 1", "evaluate"]);
    expect(log.batches.map(({ inputs }) => [...inputs.data])).toEqual([
      [0, 1, 2],
      [3, 4, 5],
      [6],
      [4, 5, 6],
      [0, 1, 2],
      [3],
    ]);
  });
  it("draws once for every micro-batch", async () => {
    const { engine, log } = scriptedEngine([], STEPS);
    const { source, calls } = countingSource();
    const cutting = { ...engine, capabilities: { microBatches: true } };
    await fit(cutting, data, { ...unseeded, epochs: 1, randomness: source, microBatchSize: 2 });
    expect(calls).toEqual([
      "begin 0",
      "masks 0 0+2",
      "masks 0 2+1",
      "masks 1 0+2",
      "masks 1 2+1",
      "masks 2 0+1",
      "end 0",
    ]);
    expect(log.updates).toHaveLength(3);
  });
  it("resumes from any step, through the checkpoint's file, with the draws that were left", async () => {
    const options: FitOptions = { ...unseeded, epochs: 3, validation: data, clock: () => 0 };
    const losses = [5, 4, 3];
    const saved: Checkpoint[] = [];
    const whole = { ...scriptedEngine(losses, STEPS), ...countingSource() };
    const expected = await fit(whole.engine, data, {
      ...options,
      randomness: whole.source,
      checkpoint: { everySteps: 1, save: (checkpoint) => void saved.push(checkpoint) },
    });
    expect(saved).toHaveLength(9);
    for (const checkpoint of saved) {
      const resumed = { ...scriptedEngine(losses, STEPS), ...countingSource() };
      const resumeFrom = decodeCheckpoint(encodeCheckpoint(checkpoint));
      const report = await fit(resumed.engine, data, { ...options, randomness: resumed.source, resumeFrom });
      expect(report).toEqual(expected);
      expect(resumed.log.batches).toEqual(whole.log.batches.slice(checkpoint.step));
      expect(resumed.draws()).toBe(whole.draws());
    }
  });
  it("does not begin an epoch that an abort forestalls", async () => {
    const { engine } = scriptedEngine([], STEPS);
    const { source, calls } = countingSource();
    const signal = { aborted: false };
    const report = await fit(engine, data, {
      ...unseeded,
      randomness: source,
      signal,
      onEvent: (event) => (signal.aborted = event.type === "epoch"),
    });
    expect(report.checkpoint).toMatchObject({ epoch: 1, batch: 0, randomness: { order: 0 } });
    expect(calls.at(-1)).toBe("end 0");
  });
  it.each<[string, Partial<FitOptions>, RegExp]>([
    ["neither it nor a seed", {}, /fit needs either seed or randomness/],
    ["both", { randomness: countingSource().source, seed: 1 }, /fit needs either seed or randomness/],
    ["a seed in its place", { randomness: 42 as never }, /randomness must be a source of randomness.*TorchGenerator/],
    ["an order beside it", { randomness: countingSource().source, order: "shuffled" }, /order is drawn by randomness/],
  ])("refuses %s", async (_name, change, message) => {
    const { engine, log } = scriptedEngine([], STEPS);
    await expect(fit(engine, data, { ...unseeded, ...change })).rejects.toThrow(message);
    expect(log.batches).toEqual([]);
  });
});

describe("microBatchSize", () => {
  it("is refused, before any work, for an engine that takes one micro-batch", async () => {
    const { engine, log } = scriptedEngine([], STEPS);
    await expect(fit(engine, data, { ...base, microBatchSize: 2 })).rejects.toMatchObject({
      code: "UNSUPPORTED_OPTION",
    });
    expect(log.written).toEqual([]);
  });
  it("cuts rows and masks without changing them", async () => {
    const whole = scriptedEngine([], STEPS);
    await fit(whole.engine, data, { ...base, epochs: 1 });
    for (const microBatchSize of [1, 2, 3, 100]) {
      const parts: { rows: number[]; keep: number[] }[] = [];
      const { engine } = scriptedEngine([], STEPS);
      const cutting = {
        ...engine,
        capabilities: { microBatches: true },
        trainBatch: (
          batches: Parameters<typeof engine.trainBatch>[0],
          update: Parameters<typeof engine.trainBatch>[1],
        ) => {
          parts.push({
            rows: batches.flatMap(({ inputs }) => [...inputs.data]),
            keep: batches.flatMap(({ masks }) => [...keepBits(masks[0]!)]),
          });
          return engine.trainBatch(batches, update);
        },
      };
      await fit(cutting, data, { ...base, epochs: 1, microBatchSize });
      expect(parts).toEqual(
        whole.log.batches.map(({ inputs, masks }) => ({ rows: [...inputs.data], keep: [...keepBits(masks[0]!)] })),
      );
    }
  });
});
