import {
  dense,
  EngineDisposedError,
  InvalidOptionError,
  sequential,
  softmaxCrossEntropy,
  tensor,
  UnsupportedOptionError,
} from "@lockstep/core";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";

import { createTfjsEngine, type TfjsNamespace } from "../../src/index.ts";
import { startBackend } from "../start-backend.ts";

const MODEL = sequential({ inputShape: [2], layers: [dense(3)] });
const OPTIONS = { loss: softmaxCrossEntropy(), seed: 1 };
const BATCH = { inputs: tensor([1, 2], Float32Array.of(1, 2)), targets: tensor([1], Int32Array.of(0)) };
const STEP = { learningRate: 1, momentum: 0, gradientScale: 1, nesterov: false, weightDecay: 0 };

beforeAll(() => startBackend("cpu"));

describe("createTfjsEngine refuses", () => {
  test.each([undefined, null, "tfjs", {}, import("@tensorflow/tfjs-core")])("%o as tf", async (namespace) => {
    const creation = createTfjsEngine(namespace as never, MODEL, OPTIONS);
    await expect(creation).rejects.toThrow(InvalidOptionError);
    await expect(creation).rejects.toThrow(/Install @tensorflow\/tfjs/);
  });

  test("a namespace that lacks a function, by its name", async () => {
    const old = { ...tf, zerosLike: undefined } as unknown as TfjsNamespace;
    await expect(createTfjsEngine(old, MODEL, OPTIONS)).rejects.toThrow(/lacks zerosLike\./);
  });

  test("a namespace whose backend does not start", async () => {
    const cause = new Error("no backend");
    const bare = { ...tf, ready: () => Promise.reject(cause) };
    await expect(createTfjsEngine(bare, MODEL, OPTIONS)).rejects.toMatchObject({ code: "INVALID_OPTION", cause });
  });

  test("options that core refuses, and leaks nothing", async () => {
    const before = tf.memory().numTensors;
    const misspelt = { ...OPTIONS, sede: 1 };
    await expect(createTfjsEngine(tf, MODEL, misspelt)).rejects.toMatchObject({ code: "UNKNOWN_OPTION" });
    await expect(createTfjsEngine(tf, MODEL, { loss: OPTIONS.loss })).rejects.toThrow(/seed/);
    await expect(createTfjsEngine(tf, MODEL, { loss: OPTIONS.loss, weights: {} })).rejects.toThrow(/0\.weight/);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("an engine refuses", () => {
  test("everything after dispose", async () => {
    const engine = await createTfjsEngine(tf, MODEL, OPTIONS);
    const state = await engine.readState();
    engine[Symbol.dispose]();
    engine.dispose();
    expect(() => engine.trainBatch([{ ...BATCH, masks: [] }], STEP)).toThrow(EngineDisposedError);
    await expect(engine.evaluateBatch(BATCH)).rejects.toThrow(EngineDisposedError);
    await expect(engine.predict(BATCH.inputs)).rejects.toThrow(EngineDisposedError);
    await expect(engine.readState()).rejects.toThrow(EngineDisposedError);
    await expect(engine.writeState(state)).rejects.toThrow(EngineDisposedError);
  });

  test("to compute on another backend than its own", async () => {
    const engine = await createTfjsEngine(tf, MODEL, OPTIONS);
    const pending = engine.trainBatch([{ ...BATCH, masks: [] }], STEP);
    await startBackend("wasm");
    expect(() => engine.trainBatch([{ ...BATCH, masks: [] }], STEP)).toThrow(UnsupportedOptionError);
    await expect(engine.evaluateBatch(BATCH)).rejects.toThrow(/tf\.setBackend\("cpu"\)/);
    // What was computed before can still be read.
    expect((await pending.read()).weightSum).toBe(1);
    await startBackend("cpu");
    expect((await engine.evaluateBatch(BATCH)).weightSum).toBe(1);
    engine.dispose();
  });
});
