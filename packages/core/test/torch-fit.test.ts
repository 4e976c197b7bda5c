import { describe, expect, it } from "vitest";
import {
  decodeCheckpoint,
  encodeCheckpoint,
  fit,
  keepBits,
  TorchGenerator,
  torchRandomness,
  type Checkpoint,
  type FitOptions,
  type RandomnessSource,
  type TrainingEngine,
} from "../src/index.ts";
import { base, numberedRows } from "./numbered-rows.ts";
import { scriptedEngine } from "./scripted-engine.ts";

const { seed: _seed, ...unseeded } = base;
const data = numberedRows(10);
const STEPS = 3;
const options: Omit<FitOptions, "randomness"> = {
  ...unseeded,
  epochs: 3,
  batchSize: 4,
  validation: data,
  clock: () => 0,
};

/** Rows and masks of a run, step by step. */
async function stepsOf(randomness: RandomnessSource, more: Partial<FitOptions> = {}): Promise<unknown[]> {
  const { engine, log } = scriptedEngine([3, 2, 1], STEPS);
  await fit(engine, data, { ...options, ...more, randomness });
  return log.batches.map(({ inputs, masks }) => ({ rows: [...inputs.data], masks }));
}

describe("fit on a TorchGenerator", () => {
  it("visits the rows as DataLoader(shuffle=True) does after manual_seed(42)", async () => {
    // Source: vectors torch-runs/torch.run.0001, whose masks have six units where these have three.
    const [first] = await stepsOf(new TorchGenerator(42));
    expect(first).toMatchObject({ rows: [8, 0, 9, 1] });
  });
  it.each([
    ["the global generator", () => torchRandomness(new TorchGenerator(42), { validationLoader: true })],
    [
      "a generator of the loader's own",
      () => torchRandomness(new TorchGenerator(42), { loader: new TorchGenerator(7) }),
    ],
    [
      "the global generator, given to the loader",
      () => {
        const global = new TorchGenerator(42);
        return torchRandomness(global, { loader: global });
      },
    ],
  ])("resumes from any checkpoint, through its file, with %s", async (_what, source) => {
    const saved: Checkpoint[] = [];
    const whole = await stepsOf(source(), { checkpoint: { everySteps: 1, save: (c) => void saved.push(c) } });
    expect(saved).toHaveLength(9);
    for (const checkpoint of saved) {
      const resumed = await stepsOf(source(), { resumeFrom: decodeCheckpoint(encodeCheckpoint(checkpoint)) });
      expect(resumed).toEqual(whole.slice(checkpoint.step));
    }
  });
  it("draws the same however far rows are read ahead, though masks and orders share a generator", async () => {
    const source = (): RandomnessSource => {
      const global = new TorchGenerator(42);
      return torchRandomness(global, { loader: global });
    };
    const steps = await stepsOf(source());
    for (const prefetch of [1, 2, 9]) expect(await stepsOf(source(), { prefetch })).toEqual(steps);
  });
  it.each([
    // rows, rows of a micro-batch, and where among the passes of two steps of 6 rows the permutation is thrown away
    [10, 3, [3, 3, 3, "discard", 1]],
    [9, 3, [3, 3, 3, "discard"]],
    [12, 9, [6, 6, "discard"]],
    [7, 6, [6, "discard", 1]],
  ] as const)(
    "throws the last permutation of %i rows away as a loader of batches of %i does",
    async (count, cut, passes) => {
      const global = new TorchGenerator(42);
      const { engine } = scriptedEngine([], STEPS);
      const keeps: number[][] = [];
      const watched: TrainingEngine = {
        ...engine,
        capabilities: { microBatches: true },
        trainBatch(microBatches, update) {
          for (const { masks } of microBatches) keeps.push(Array.from(keepBits(masks[0]!)));
          return engine.trainBatch(microBatches, update);
        },
      };
      const randomness = torchRandomness(global, { loader: global });
      await fit(watched, numberedRows(count), {
        ...unseeded,
        epochs: 1,
        batchSize: 6,
        microBatchSize: cut,
        randomness,
      });
      const script = new TorchGenerator(42);
      script.random64();
      script.randperm(count);
      const expected: number[][] = [];
      for (const pass of passes) {
        if (pass === "discard") script.randperm(count);
        else expected.push(Array.from(script.bernoulli(0.5, 3 * pass)));
      }
      expect(keeps).toEqual(expected);
      expect(global.state).toEqual(script.state);
    },
  );
  it("refuses a checkpoint of a run that was seeded or cut otherwise", async () => {
    let saved: Checkpoint | undefined;
    await stepsOf(new TorchGenerator(42), { checkpoint: { everyEpochs: 1, save: (c) => void (saved ??= c) } });
    await expect(stepsOf(new TorchGenerator(43), { resumeFrom: saved! })).rejects.toThrow(/checkpoint: randomness/);
    for (const change of [{ batchSize: 5 }, { lastBatch: "drop" }] as const) {
      const changed = stepsOf(new TorchGenerator(42), { ...change, resumeFrom: saved! });
      await expect(changed).rejects.toThrow(/checkpoint: batches/);
    }
  });
});
