import { EngineDisposedError, softmaxCrossEntropy, type TrainingEngine } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { createOrtEngine } from "../src/index.ts";
import { countingOrt, type CountingOrt } from "./counting-ort.ts";
import { PLAIN_STEP, SMALL_MODEL, smallBatch } from "./small-run.ts";

async function freshEngine(counting: CountingOrt = countingOrt()): Promise<TrainingEngine> {
  return await createOrtEngine(counting.ort, SMALL_MODEL, { loss: softmaxCrossEntropy(), seed: 1 });
}

describe("dispose", () => {
  it("refuses every later call, the asynchronous ones by rejecting", async () => {
    const engine = await freshEngine();
    const batch = smallBatch(engine, 0);
    const state = await engine.readState();
    engine.dispose();
    expect(() => engine.trainBatch([batch], PLAIN_STEP)).toThrow(EngineDisposedError);
    const calls = [
      engine.evaluateBatch(batch),
      engine.predict(batch.inputs),
      engine.predict(batch.inputs, batch.masks),
      engine.readState(),
      engine.writeState(state),
    ];
    for (const call of calls) await expect(call).rejects.toThrow(EngineDisposedError);
  });

  it("may be called again, and works with using", async () => {
    const counting = countingOrt();
    const engine = await freshEngine(counting);
    engine.dispose();
    engine.dispose();
    await expect.poll(() => counting.counts.liveSessions).toBe(0);
    expect(counting.counts.liveTensors).toBe(0);
    {
      using scoped = await freshEngine(counting);
      await scoped.readState();
    }
    await expect.poll(() => counting.counts.liveSessions).toBe(0);
  });

  it("lets the run under way finish, and rejects the steps behind it", async () => {
    const counting = countingOrt();
    const engine = await freshEngine(counting);
    counting.onRun = () => engine.dispose();
    const first = engine.trainBatch([smallBatch(engine, 0)], PLAIN_STEP);
    const second = engine.trainBatch([smallBatch(engine, 1)], PLAIN_STEP);
    expect(await first.read()).toMatchObject({ weightSum: 8 });
    await expect(second.read()).rejects.toThrow(EngineDisposedError);
    await expect.poll(() => counting.counts.liveSessions).toBe(0);
    expect(counting.counts).toMatchObject({ runs: 1, liveTensors: 0 });
  });
});
