import { copyTensors, softmaxCrossEntropy, type MicroBatch, type TrainingEngine } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { createOrtEngine } from "../src/index.ts";
import { countingOrt, type CountingOrt } from "./counting-ort.ts";
import { MOMENTUM_STEP, PLAIN_STEP, SMALL_MODEL, smallBatch } from "./small-run.ts";

async function freshEngine(counting: CountingOrt = countingOrt()): Promise<TrainingEngine> {
  return await createOrtEngine(counting.ort, SMALL_MODEL, { loss: softmaxCrossEntropy(), seed: 1 });
}

describe("queue", () => {
  it("gives calls that are not awaited the results they have when awaited one by one", async () => {
    using patient = await freshEngine();
    const expected = [];
    for (const step of [0, 1, 2]) {
      expected.push(await patient.trainBatch([smallBatch(patient, step)], MOMENTUM_STEP).read());
      expected.push(await patient.evaluateBatch(smallBatch(patient, step)));
      expected.push(await patient.predict(smallBatch(patient, step).inputs));
      expected.push(await patient.readState());
    }
    using hasty = await freshEngine();
    const pending = [0, 1, 2].flatMap((step) => [
      hasty.trainBatch([smallBatch(hasty, step)], MOMENTUM_STEP).read(),
      hasty.evaluateBatch(smallBatch(hasty, step)),
      hasty.predict(smallBatch(hasty, step).inputs),
      hasty.readState(),
    ]);
    expect(await Promise.all(pending)).toEqual(expected);
  });

  it("puts a written state between the steps around it", async () => {
    using engine = await freshEngine();
    const initial = await engine.readState();
    void engine.trainBatch([smallBatch(engine, 0)], PLAIN_STEP);
    const written = engine.writeState(initial);
    const after = engine.readState();
    const { lossSum } = await engine.trainBatch([smallBatch(engine, 0)], PLAIN_STEP).read();
    await written;
    expect(await after).toEqual(initial);
    using fresh = await freshEngine();
    expect(lossSum).toBe((await fresh.trainBatch([smallBatch(fresh, 0)], PLAIN_STEP).read()).lossSum);
  });

  it("uses the arrays as they were at the call, and leaves them alone", async () => {
    using engine = await freshEngine();
    using other = await freshEngine();
    const good = explicit(smallBatch(engine, 0));
    const batch = explicit(smallBatch(engine, 0));
    const update = { ...MOMENTUM_STEP };
    const state = await engine.readState();
    const calls = [
      engine.trainBatch([batch], update).read(),
      engine.evaluateBatch(batch),
      engine.predict(batch.inputs, batch.masks),
      engine.writeState(state),
    ];
    expect(batch).toEqual(good);
    // The queue has run nothing yet.
    batch.inputs.data.fill(NaN);
    batch.targets.data.fill(0);
    for (const mask of batch.masks) if (mask.source === "explicit") mask.keep.fill(0);
    update.learningRate = 1e9;
    for (const { data } of Object.values(state.parameters)) data.fill(NaN);
    const results = await Promise.all(calls);
    expect(results).toEqual([
      await other.trainBatch([good], MOMENTUM_STEP).read(),
      await other.evaluateBatch(good),
      await other.predict(good.inputs, good.masks),
      undefined,
    ]);
    using untouched = await freshEngine();
    expect((await engine.readState()).parameters).toEqual((await untouched.readState()).parameters);
  });
});

describe("a failing run", () => {
  it("rejects its own read, leaves the state as it was and lets the steps behind it go on", async () => {
    const counting = countingOrt();
    using engine = await freshEngine(counting);
    await engine.trainBatch([smallBatch(engine, 0)], MOMENTUM_STEP).read();
    const before = await engine.readState();
    counting.failNextRuns.push(new Error("out of memory"));
    const failing = engine.trainBatch([smallBatch(engine, 1)], MOMENTUM_STEP);
    const after = engine.readState();
    const next = engine.trainBatch([smallBatch(engine, 2)], MOMENTUM_STEP);
    await expect(failing.read()).rejects.toThrow("out of memory");
    expect(await after).toEqual(before);

    using other = await freshEngine();
    await other.writeState({ parameters: copyTensors(before.parameters), velocity: copyTensors(before.velocity!) });
    expect(await next.read()).toEqual(await other.trainBatch([smallBatch(other, 2)], MOMENTUM_STEP).read());
  });

  it("that nobody reads is no unhandled rejection", async () => {
    const counting = countingOrt();
    using engine = await freshEngine(counting);
    const unhandled: unknown[] = [];
    const listener = (reason: unknown): void => void unhandled.push(reason);
    process.on("unhandledRejection", listener);
    counting.failNextRuns.push(new Error("out of memory"));
    engine.trainBatch([smallBatch(engine, 0)], PLAIN_STEP);
    await engine.readState();
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off("unhandledRejection", listener);
    expect(unhandled).toEqual([]);
  });

  it("to create a session is tried again by the next step", async () => {
    const counting = countingOrt();
    using engine = await freshEngine(counting);
    counting.failNextSessions.push(new Error("no memory for the session"));
    await expect(engine.trainBatch([smallBatch(engine, 0)], PLAIN_STEP).read()).rejects.toThrow("no memory");
    expect(await engine.trainBatch([smallBatch(engine, 0)], PLAIN_STEP).read()).toMatchObject({ weightSum: 8 });
  });
});

/** The batch with its masks' bits written out. */
function explicit(batch: MicroBatch): MicroBatch {
  return {
    ...batch,
    masks: batch.masks.map(({ shape }) => ({
      source: "explicit",
      keep: Uint8Array.from({ length: shape[0]! * shape[1]! }, (_, index) => index % 2),
      scale: 2,
      shape,
    })),
  };
}
