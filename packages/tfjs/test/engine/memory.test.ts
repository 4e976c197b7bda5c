import {
  clipByNorm,
  dense,
  dropout,
  LockstepError,
  maskOfSite,
  relu,
  sequential,
  sgd,
  sgdStep,
  softmaxCrossEntropy,
  tensor,
  type MicroBatch,
  type TrainingEngine,
} from "@lockstep/core";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";

import { createTfjsEngine } from "../../src/index.ts";
import { seededTensor } from "./seeded-tensor.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";

const ROWS = 4;
const MODEL = sequential({ inputShape: [6], layers: [dense(8), relu(), dropout(0.5), dense(3)] });
const OPTIONS = { loss: softmaxCrossEntropy(), seed: 1 };
const INPUTS = seededTensor(1, [ROWS, 6], -1, 1);
const TARGETS = tensor([ROWS], Int32Array.of(0, 1, 2, 0));
const WEIGHTS = Float32Array.of(1, 2, 0.5, 1);
const OPTIMIZER = sgd({
  learningRate: 0.01,
  momentum: 0.9,
  nesterov: true,
  weightDecay: 0.001,
  clip: clipByNorm(0.1),
  maxNorm: 0.5,
});

function microBatches(engine: TrainingEngine, step: number): readonly MicroBatch[] {
  const masks = engine.randomSites.map((randomSite, site) =>
    maskOfSite(randomSite, { seed: 1, site, step, rows: ROWS }),
  );
  const microBatch = { inputs: INPUTS, targets: TARGETS, weights: WEIGHTS, masks };
  return step % 2 === 0 ? [microBatch] : [microBatch, microBatch];
}

describe.each(BACKENDS)("memory on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  test("stays the same over 1,000 steps and all that goes with them", async () => {
    const atFirst = tf.memory();
    const engine = await createTfjsEngine(tf, MODEL, OPTIONS);
    // One tensor a parameter.
    expect(tf.memory().numTensors - atFirst.numTensors).toBe(4);
    await engine.trainBatch(microBatches(engine, 0), optimizerStep(0)).read();
    const settled = tf.memory();
    // And one for its velocity.
    expect(settled.numTensors - atFirst.numTensors).toBe(8);
    for (let step = 1; step <= 1000; step++) {
      const batch = microBatches(engine, step);
      await engine.trainBatch(batch, optimizerStep(step)).read();
      await engine.evaluateBatch(batch[0]!);
      await engine.predict(INPUTS);
      await engine.predict(INPUTS, batch[0]!.masks);
      await engine.writeState(await engine.readState());
      expect(counts(tf.memory())).toEqual(counts(settled));
    }
    engine.dispose();
    expect(counts(tf.memory())).toEqual(counts(atFirst));
  });

  test("has no velocity without momentum", async () => {
    using engine = await createTfjsEngine(tf, MODEL, OPTIONS);
    const before = tf.memory().numTensors;
    await engine.trainBatch(microBatches(engine, 0), sgdStep(sgd({ learningRate: 0.1 }), 0)).read();
    expect(tf.memory().numTensors).toBe(before);
  });

  test("of losses that nobody read is freed by dispose", async () => {
    const atFirst = counts(tf.memory());
    const engine = await createTfjsEngine(tf, MODEL, OPTIONS);
    const pending = [0, 1, 2].map((step) => engine.trainBatch(microBatches(engine, step), optimizerStep(step)));
    const loss = await pending[1]!.read();
    engine.dispose();
    engine.dispose();
    expect(counts(tf.memory())).toEqual(atFirst);
    await expect(pending[0]!.read()).rejects.toMatchObject({ code: "ENGINE_DISPOSED" });
    expect(await pending[1]!.read()).toBe(loss);
  });

  test("is not freed by a tidy around the calls", async () => {
    const engine = await createTfjsEngine(tf, MODEL, OPTIONS);
    const box: { pending?: ReturnType<TrainingEngine["trainBatch"]>; output?: Promise<object> } = {};
    tf.tidy(() => {
      box.pending = engine.trainBatch(microBatches(engine, 0), optimizerStep(0));
      box.output = engine.predict(INPUTS);
    });
    expect((await box.pending!.read()).lossSum).toBeGreaterThan(0);
    expect(await box.output!).toMatchObject({ shape: [ROWS, 3] });
    expect((await engine.readState()).velocity).toBeDefined();
    engine.dispose();
  });

  test("and the weights stay as they were after a call that failed", async () => {
    using engine = await createTfjsEngine(tf, MODEL, OPTIONS);
    const before = await engine.readState();
    const tensors = counts(tf.memory());
    const [good] = microBatches(engine, 0) as [MicroBatch];
    const unfilled = { source: "explicit", keep: new Uint8Array(1), scale: 2, shape: [ROWS, 8] } as const;
    const shortInputs = tensor([ROWS, 5], new Float32Array(ROWS * 5));
    const bad: readonly MicroBatch[] = [
      { ...good, masks: [] },
      { ...good, inputs: shortInputs },
      { ...good, targets: tensor([ROWS], Int32Array.of(0, 1, 2, 3)) },
      { ...good, weights: Float32Array.of(1, 1, 1, -1) },
      // Its shape fits, so that only the upload can tell.
      { ...good, masks: [unfilled] },
    ];
    expect(() => engine.trainBatch([], optimizerStep(0))).toThrow(LockstepError);
    for (const second of bad) {
      expect(() => engine.trainBatch([good, second], optimizerStep(0))).toThrow(LockstepError);
    }
    await expect(engine.evaluateBatch({ ...good, inputs: shortInputs })).rejects.toThrow(LockstepError);
    await expect(engine.predict(shortInputs)).rejects.toThrow(LockstepError);
    await expect(engine.predict(INPUTS, [])).rejects.toThrow(LockstepError);
    await expect(engine.predict(INPUTS, [unfilled])).rejects.toThrow(LockstepError);
    await expect(engine.writeState({ parameters: {} })).rejects.toThrow(LockstepError);
    expect(counts(tf.memory())).toEqual(tensors);
    expect(await engine.readState()).toEqual(before);
  });
});

function counts({ numTensors, numDataBuffers, numBytes }: tf.MemoryInfo): object {
  return { numTensors, numDataBuffers, numBytes };
}

function optimizerStep(step: number): ReturnType<typeof sgdStep> {
  return sgdStep(OPTIMIZER, step);
}
