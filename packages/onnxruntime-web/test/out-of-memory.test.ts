import { dense, meanSquaredError, OutOfMemoryError, sequential, softmaxCrossEntropy } from "@lockstep/core";
import * as ort from "onnxruntime-web";
import { describe, expect, it } from "vitest";
import { createOrtEngine } from "../src/index.ts";
import { countingOrt } from "./counting-ort.ts";
import { MOMENTUM_STEP, PLAIN_STEP, SMALL_MODEL, smallBatch } from "./small-run.ts";

ort.env.wasm.numThreads = 1;

const OPTIONS = { loss: softmaxCrossEntropy(), seed: 1 };

describe("out of memory", () => {
  it.each([
    "failed to call OrtRun(). ERROR_CODE: 6, ERROR_MESSAGE: std::bad_alloc",
    "core/common/safeint.h:17 static void SafeIntExceptionHandler<OnnxRuntimeException>::SafeIntOnOverflow() Integer overflow",
    "offset is out of bounds",
    "Array buffer allocation failed",
    "Aborted(OOM). Build with -sASSERTIONS for more info.",
  ])("in a run names the graph and loses nothing: %s", async (message) => {
    const { ort: counting, failNextRuns, counts } = countingOrt();
    using engine = await createOrtEngine(counting, SMALL_MODEL, OPTIONS);
    await engine.trainBatch([smallBatch(engine, 0)], MOMENTUM_STEP).read();
    const before = await engine.readState();
    const { liveTensors } = counts;
    const cause = new Error(message);
    failNextRuns.push(cause);
    const failing = engine.trainBatch([smallBatch(engine, 1)], MOMENTUM_STEP);
    await expect(failing.read()).rejects.toThrow(/^the training graph ran out of memory\..*microBatchSize/);
    await expect(failing.read()).rejects.toMatchObject({ code: "OUT_OF_MEMORY", cause });
    expect(await engine.readState()).toEqual(before);
    expect(counts.liveTensors).toBe(liveTensors);
  });

  it("as a session is created names the graph", async () => {
    const { ort: counting, failNextSessions } = countingOrt();
    failNextSessions.push(new Error("Can't create a session. failed to allocate a buffer of size 4000000000."));
    const attempt = createOrtEngine(counting, SMALL_MODEL, OPTIONS);
    await expect(attempt).rejects.toThrow(OutOfMemoryError);
    await expect(attempt).rejects.toThrow("the evaluation graph");
  });

  it("leaves other failures as they are", async () => {
    const { ort: counting, failNextRuns } = countingOrt();
    using engine = await createOrtEngine(counting, SMALL_MODEL, OPTIONS);
    const failure = new Error("Got invalid dimensions for input");
    failNextRuns.push(failure);
    await expect(engine.trainBatch([smallBatch(engine, 0)], PLAIN_STEP).read()).rejects.toBe(failure);
  });

  it("is real: more than WebAssembly can address", async () => {
    // Outputs of 4.4 GB from 200 kB of weights and 80 kB of rows.
    const model = sequential({ inputShape: [1], layers: [dense(50_000, { bias: false })] });
    using engine = await createOrtEngine(ort, model, { loss: meanSquaredError(), seed: 1 });
    const rows = (count: number) => ({ shape: [count, 1], data: new Float32Array(count) });
    await expect(engine.predict(rows(22_000))).rejects.toThrow(OutOfMemoryError);
    expect((await engine.predict(rows(2))).shape).toEqual([2, 50_000]);
  });
});
