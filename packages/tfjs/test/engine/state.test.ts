import {
  copyTensors,
  dense,
  meanSquaredError,
  relu,
  sequential,
  sgd,
  sgdStep,
  shapeSize,
  tensor,
  type EngineState,
  type Tensor,
} from "@lockstep/core";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";

import { createTfjsEngine } from "../../src/index.ts";
import { seededTensor } from "./seeded-tensor.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";

const MODEL = sequential({ inputShape: [3], layers: [dense(4), relu(), dense(2, { bias: false })] });
const OPTIONS = { loss: meanSquaredError(), seed: 1 };
const BATCH = { inputs: seededTensor(1, [5, 3], -1, 1), targets: seededTensor(2, [5, 2], -1, 1), masks: [] };
const STEP = sgdStep(sgd({ learningRate: 0.1, momentum: 0.9 }), 1);

/** Every pattern that arithmetic would change: both zeros, subnormals, infinities, a quiet and a signalling NaN. */
const PATTERNS = Uint32Array.of(0x8000_0000, 1, 0x807f_ffff, 0x7f80_0000, 0xff80_0000, 0x7fc1_2345, 0x7f81_2345, 0);

function patterned(shape: readonly number[], shift: number): Tensor {
  const bits = new Uint32Array(shapeSize(shape)).map((_, index) => PATTERNS[(index + shift) % PATTERNS.length]!);
  return { shape, data: new Float32Array(bits.buffer) };
}

function words(state: EngineState): object {
  const bits = (tensors: EngineState["parameters"]) =>
    Object.entries(tensors).map(([name, { shape, data }]) => [name, shape, [...new Uint32Array(data.buffer)]]);
  return { parameters: bits(state.parameters), velocity: state.velocity && bits(state.velocity) };
}

describe.each(BACKENDS)("state on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  test("goes in and out bit for bit", async () => {
    using engine = await createTfjsEngine(tf, MODEL, OPTIONS);
    const tensors = (shift: number) => ({
      "0.weight": patterned([4, 3], shift),
      "0.bias": patterned([4], shift),
      "2.weight": patterned([2, 4], shift),
    });
    const state = { parameters: tensors(0), velocity: tensors(3) };
    await engine.writeState(state);
    expect(words(await engine.readState())).toEqual(words(state));
    await engine.writeState({ parameters: state.parameters });
    expect(words(await engine.readState())).toEqual(words({ parameters: state.parameters }));
  });

  test("is the caller's on the way out and the engine's on the way in", async () => {
    using source = await createTfjsEngine(tf, MODEL, OPTIONS);
    const { parameters } = await source.readState();
    using engine = await createTfjsEngine(tf, MODEL, { loss: meanSquaredError(), weights: parameters });
    const before = words({ parameters });
    const given = { parameters: copyTensors(parameters), velocity: copyTensors(parameters) };
    for (const { data } of Object.values(parameters)) data.fill(NaN);
    expect(words({ parameters: (await engine.readState()).parameters })).toEqual(before);
    await engine.writeState(given);
    for (const { data } of [...Object.values(given.parameters), ...Object.values(given.velocity)]) data.fill(NaN);
    const read = await engine.readState();
    expect(words({ parameters: read.parameters })).toEqual(before);
    for (const { data } of [...Object.values(read.parameters), ...Object.values(read.velocity!)]) data.fill(NaN);
    expect(words({ parameters: (await engine.readState()).parameters })).toEqual(before);
    expect(words({ parameters: (await engine.readState()).velocity! })).toEqual(before);
  });

  test("is all that a step depends on", async () => {
    using first = await createTfjsEngine(tf, MODEL, OPTIONS);
    for (let step = 0; step < 3; step++) await first.trainBatch([BATCH], STEP).read();
    using second = await createTfjsEngine(tf, MODEL, { ...OPTIONS, seed: 99 });
    await second.writeState(await first.readState());
    for (let step = 0; step < 3; step++) {
      expect(await second.trainBatch([BATCH], STEP).read()).toEqual(await first.trainBatch([BATCH], STEP).read());
    }
    expect(words(await second.readState())).toEqual(words(await first.readState()));
  });

  test("without velocity starts as with zeros", async () => {
    using absent = await createTfjsEngine(tf, MODEL, OPTIONS);
    using zeros = await createTfjsEngine(tf, MODEL, OPTIONS);
    const { parameters } = await zeros.readState();
    const velocity = copyTensors(parameters);
    for (const { data } of Object.values(velocity)) data.fill(0);
    await zeros.writeState({ parameters, velocity });
    await absent.trainBatch([BATCH], STEP).read();
    // A state without velocity forgets the one from before.
    await absent.writeState({ parameters });
    for (const engine of [absent, zeros]) await engine.trainBatch([BATCH], STEP).read();
    expect(words(await absent.readState())).toEqual(words(await zeros.readState()));
  });

  test("is read as it is at the call", async () => {
    using engine = await createTfjsEngine(tf, MODEL, OPTIONS);
    const before = await engine.readState();
    const reading = engine.readState();
    const pending = engine.trainBatch([BATCH], STEP);
    expect(words(await reading)).toEqual(words(before));
    await pending.read();
  });

  test("is named and shaped as the port says", async () => {
    using engine = await createTfjsEngine(tf, MODEL, OPTIONS);
    const { parameters } = await engine.readState();
    expect(Object.entries(parameters).map(([name, { shape }]) => ({ name, shape, trainable: true }))).toEqual(
      engine.parameters,
    );
    expect(engine.name).toBe(`tfjs-${backend}`);
    expect(parameters["0.weight"]).toEqual(tensor([4, 3], parameters["0.weight"]!.data));
  });
});
