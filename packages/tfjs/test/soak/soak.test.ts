import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";

import { smallData, smallModel } from "../callbacks/small-model.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";
import { expectFlat } from "./expect-flat.ts";
import { SOAKS } from "./soaks.ts";

const STEPS = 2000;

describe.each(BACKENDS)("memory on %s stays flat", (backend) => {
  test.each(SOAKS)(`over ${STEPS} steps of %s, evaluated and stopped early`, async (_, soak) => {
    await startBackend(backend);
    expectFlat(await soak(STEPS), STEPS);
  });
});

test("the numbers that fitModel keeps for its history, stock fit keeps too", async () => {
  await startBackend("cpu");
  const { xs, ys } = smallData();
  const model = smallModel({ metrics: [] });
  const held: number[] = [];
  const onBatchEnd = (): void => void held.push(tf.memory().numTensors);
  await model.fit(xs, ys, { epochs: 3, batchSize: 20, validationData: [xs, ys], callbacks: { onBatchEnd } });
  expect(held[2]! - held[1]!).toBe(2);
  tf.dispose([xs, ys]);
  model.dispose();
});
