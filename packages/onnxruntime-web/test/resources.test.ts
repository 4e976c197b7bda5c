import { softmaxCrossEntropy } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { createOrtEngine } from "../src/index.ts";
import { bytesInUse } from "./bytes-in-use.ts";
import { countingOrt } from "./counting-ort.ts";
import { MOMENTUM_STEP, PLAIN_STEP, SMALL_MODEL, smallBatch } from "./small-run.ts";

const OPTIONS = { loss: softmaxCrossEntropy(), seed: 1 };

describe("resources", () => {
  it("keeps tensors, sessions and memory constant over 1,000 steps", async () => {
    const { ort, counts } = countingOrt();
    const engine = await createOrtEngine(ort, SMALL_MODEL, OPTIONS);
    const step = async (index: number): Promise<void> => {
      const batch = smallBatch(engine, index % 7);
      await engine.trainBatch([batch], index % 2 === 0 ? PLAIN_STEP : MOMENTUM_STEP).read();
      if (index % 10 !== 0) return;
      await engine.evaluateBatch(batch);
      await engine.predict(batch.inputs);
      await engine.predict(batch.inputs, batch.masks);
      await engine.writeState(await engine.readState());
    };
    for (let index = 0; index < 300; index++) await step(index);
    // 4 parameters with their velocity; evaluation, two predictions, two training steps
    expect(counts).toMatchObject({ liveTensors: 8, liveSessions: 5, createdSessions: 5 });
    const before = await bytesInUse();
    for (let index = 0; index < 1_000; index++) await step(index);
    expect(counts).toMatchObject({ liveTensors: 8, liveSessions: 5, createdSessions: 5 });
    // A tensor object with its array is over 500 bytes: keeping one a step would show.
    expect((await bytesInUse()) - before).toBeLessThan(400_000);
    engine.dispose();
    await expect.poll(() => counts).toMatchObject({ liveTensors: 0, liveSessions: 0 });
  });

  it("holds no velocity and opens no session that plain SGD does not need", async () => {
    const { ort, counts } = countingOrt();
    const engine = await createOrtEngine(ort, SMALL_MODEL, OPTIONS);
    await engine.trainBatch([smallBatch(engine, 0)], PLAIN_STEP).read();
    expect(counts).toMatchObject({ liveTensors: 4, createdSessions: 2 });
    engine.dispose();
  });

  it("frees a failed run's inputs", async () => {
    const { ort, counts, failNextRuns } = countingOrt();
    using engine = await createOrtEngine(ort, SMALL_MODEL, OPTIONS);
    failNextRuns.push(new Error("out of memory"));
    await expect(engine.trainBatch([smallBatch(engine, 0)], PLAIN_STEP).read()).rejects.toThrow("out of memory");
    expect(counts.liveTensors).toBe(4);
  });
});
