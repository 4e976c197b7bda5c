import { describe, expect, it } from "vitest";
import { idxFolder } from "../../test/idx-folder.ts";
import type { EngineName } from "../engines.ts";
import { runInLanes } from "./run-in-lanes.ts";
import { startTrainingProcess } from "./training-process.ts";
import type { EpochProgress, TrainingTask } from "./training-task.ts";

function task(changes: { readonly folder?: string; readonly epochs?: number } = {}): TrainingTask & { kind: "train" } {
  const { folder = idxFolder(), epochs = 2 } = changes;
  return {
    kind: "train",
    recipe: {
      data: { kind: "idx", name: "mnist", folder },
      sizes: { training: 10, validation: 5, test: 10 },
      labelNoise: 0,
      seed: 1,
      hidden: [4],
      rate: null,
      epochs,
      batchSize: 5,
      learningRate: 0.1,
      momentum: 0,
      monitor: "validationLoss",
      patience: null,
    },
  };
}

describe("startTrainingProcess", () => {
  it("trains one task after the other and tells of every epoch", async () => {
    const process = startTrainingProcess("reference");
    const told: EpochProgress[] = [];
    const shared = task();
    const first = await process.run("first", shared, (progress) => void told.push(progress));
    const second = await process.run("second", shared);
    process.close();
    expect(told.map(({ epoch, epochs }) => [epoch, epochs])).toEqual([
      [1, 2],
      [2, 2],
    ]);
    const losses = (outcome: typeof first): unknown => outcome.report.history.map((record) => record.trainingLoss);
    expect(losses(second)).toEqual(losses(first));
  });

  it("passes on what core refuses, with the run's name, code and remedy", async () => {
    const process = startTrainingProcess("reference");
    await expect(process.run("clean labels, seed 1", task({ folder: "/nowhere" }))).rejects.toMatchObject({
      name: "TrainingProcessError",
      run: "clean labels, seed 1",
      code: "MISSING_DATA",
      remedy: expect.stringContaining("--data-dir"),
    });
    process.close();
  });

  it("tells which run a process died in, and what it last said", async () => {
    const process = startTrainingProcess("nonsense" as EngineName);
    await expect(process.run("noisy labels, seed 2", task())).rejects.toMatchObject({
      name: "TrainingProcessError",
      message: "noisy labels, seed 2: the training process ended with exit code 1.",
      code: undefined,
      details: expect.stringContaining("TypeError"),
    });
  });

  it("fails the run under way when it is closed, and every later one", async () => {
    const process = startTrainingProcess("reference");
    const run = process.run("long", task({ epochs: 1_000_000 }), () => process.close());
    await expect(run).rejects.toThrow("long: the training process was closed.");
    await expect(process.run("late", task())).rejects.toThrow("late: the training process was closed.");
  });
});

describe("runInLanes", () => {
  it("never runs more than its lanes, and keeps the order of the items", async () => {
    let running = 0;
    let most = 0;
    const results = await runInLanes([30, 10, 20, 0], 2, async (wait, lane) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, wait));
      running -= 1;
      return `${wait} in ${lane}`;
    });
    expect(most).toBe(2);
    expect(results.map((text) => Number.parseInt(text))).toEqual([30, 10, 20, 0]);
  });

  it("takes no further item after a failure", async () => {
    const begun: number[] = [];
    const failing = runInLanes([0, 1, 2, 3], 1, async (item) => {
      begun.push(item);
      if (item === 1) throw new Error("one");
    });
    await expect(failing).rejects.toThrow("one");
    expect(begun).toEqual([0, 1]);
  });
});
