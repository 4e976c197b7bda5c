import { describe, expect, it } from "vitest";
import {
  decodeCheckpoint,
  encodeCheckpoint,
  fit,
  TorchGenerator,
  torchRandomness,
  type Checkpoint,
  type FitOptions,
  type RandomnessSource,
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
  it("throws the last permutation away before the masks of the short batch that meets the end", async () => {
    // Accumulation: two batches of 3 a step, so that 10 rows end in a batch of 1, and 9 in a full one.
    const stateAfter = async (rowCount: number, microBatchSize = 3): Promise<unknown> => {
      const global = new TorchGenerator(42);
      const { engine } = scriptedEngine([], STEPS);
      await fit({ ...engine, capabilities: { microBatches: true } }, numberedRows(rowCount), {
        ...unseeded,
        epochs: 1,
        batchSize: 6,
        microBatchSize,
        randomness: torchRandomness(global, { loader: global }),
      });
      return global.state;
    };
    const script = (rowCount: number, masksAndDiscards: (global: TorchGenerator) => void): unknown => {
      const global = new TorchGenerator(42);
      global.random64();
      global.randperm(rowCount);
      masksAndDiscards(global);
      return global.state;
    };
    const masks = (global: TorchGenerator, rows: number): void => void global.bernoulli(0.5, 3 * rows);
    expect(await stateAfter(10)).toEqual(
      script(10, (global) => {
        for (const rows of [3, 3, 3]) masks(global, rows);
        global.randperm(10);
        masks(global, 1);
      }),
    );
    expect(await stateAfter(12, 9)).toEqual(
      script(12, (global) => {
        for (const rows of [6, 6]) masks(global, rows);
        global.randperm(12);
      }),
    );
    expect(await stateAfter(9)).toEqual(
      script(9, (global) => {
        for (const rows of [3, 3, 3]) masks(global, rows);
        global.randperm(9);
      }),
    );
  });
  it("refuses a checkpoint of a run that was seeded otherwise", async () => {
    let saved: Checkpoint | undefined;
    await stepsOf(new TorchGenerator(42), { checkpoint: { everyEpochs: 1, save: (c) => void (saved ??= c) } });
    await expect(stepsOf(new TorchGenerator(43), { resumeFrom: saved! })).rejects.toThrow(/checkpoint: randomness/);
  });
});
