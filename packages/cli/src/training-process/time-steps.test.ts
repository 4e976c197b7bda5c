import { arrayDataset, sgd, tensor, type TrainingEngine } from "@lockstep/core";
import { expect, it } from "vitest";
import type { PreparedRun } from "./prepare-run.ts";
import { timeSteps } from "./time-steps.ts";

it("times full batches, one after the other, and leaves out the warm-up", async () => {
  const training = arrayDataset({
    inputs: tensor([10, 1], new Float32Array(10)),
    targets: tensor([10], new Int32Array(10)),
  });
  const rows: number[] = [];
  let underWay = 0;
  const engine = {
    randomSites: [],
    trainBatch([batch]: Parameters<TrainingEngine["trainBatch"]>[0]) {
      rows.push(batch!.inputs.shape[0]!);
      underWay += 1;
      expect(underWay).toBe(1);
      return {
        read: () => {
          underWay -= 1;
          return Promise.resolve({ lossSum: 0, weightSum: 1 });
        },
      };
    },
  } as unknown as TrainingEngine;
  const fitOptions = { epochs: 1, batchSize: 4, seed: 1, optimizer: sgd({ learningRate: 0.1 }) };
  const prepared = { experiment: { training }, fitOptions } as unknown as PreparedRun;
  const { milliseconds } = await timeSteps(engine, prepared, 5);
  expect(milliseconds).toHaveLength(5);
  expect(rows.length).toBeGreaterThan(5);
  expect(new Set(rows)).toEqual(new Set([4]));
});
