import {
  dense,
  dropout,
  dropoutMask,
  flatten,
  initialWeights,
  leakyRelu,
  meanSquaredError,
  relu,
  sequential,
  sigmoid,
  softmaxCrossEntropy,
  tanh,
  tensor,
  type Batch,
  type DropoutMask,
  type LossSpec,
  type ModelSpec,
  type NamedTensors,
  type TrainingEngine,
} from "@lockstep/core";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";

import { createTfjsEngine } from "../../src/index.ts";
import { seededTensor } from "./seeded-tensor.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";

/** A step that is the gradient itself: weights before - weights after. */
const GRADIENT_STEP = { learningRate: 1, momentum: 0, gradientScale: 1, nesterov: false, weightDecay: 0 };
const ROWS = 4;
/** Distance of the fourth-order difference, a power of two so that w ± h is nearly exact. */
const H = 2 ** -6;
/**
 * Truncation is H⁴/30 · |f⁽⁵⁾| < 1e-8 for derivatives of order 1. A loss of order 1 in f32 is off by up to about 16 units
 * of 2^-24 (sums of 6 terms in two layers), and the difference magnifies that by 18 / (12 · H) = 96: 9.2e-5. Reading the
 * gradient from weights of order 1 adds 2^-24.
 */
const TOLERANCE = 1e-4;

const INPUTS = seededTensor(11, [ROWS, 5], -1, 1);
const CLASSES = tensor([ROWS], Int32Array.of(0, 2, 1, 2));
const VALUES = seededTensor(12, [ROWS, 3], -1, 1);

const MODELS: Readonly<Record<string, ModelSpec>> = {
  dense: sequential({ inputShape: [5], layers: [dense(3)] }),
  "dense without bias": sequential({ inputShape: [5], layers: [dense(6, { bias: false }), dense(3)] }),
  relu: sequential({ inputShape: [5], layers: [dense(6), relu(), dense(3)] }),
  "leaky-relu": sequential({ inputShape: [5], layers: [dense(6), leakyRelu(0.25), dense(3)] }),
  tanh: sequential({ inputShape: [5], layers: [dense(6), tanh(), dense(3)] }),
  sigmoid: sequential({ inputShape: [5], layers: [dense(6), sigmoid(), dense(3)] }),
  flatten: sequential({ inputShape: [5], layers: [flatten(), dense(6), tanh(), flatten(), dense(3)] }),
  "an activation at either end": sequential({ inputShape: [5], layers: [tanh(), dense(3), sigmoid()] }),
};

describe.each(BACKENDS)("gradients on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  describe.each([softmaxCrossEntropy(), meanSquaredError()])("of $kind", (loss) => {
    const targets = loss.kind === "softmax-cross-entropy" ? CLASSES : VALUES;

    test.each(Object.entries(MODELS))("through %s agree with differences of the loss", async (_name, model) => {
      const batch = { inputs: INPUTS, targets };
      const weights = awayFromKinks(model);
      await expectGradientsOf(model, loss, weights, batch, [], async (engine) => {
        const { lossSum, weightSum } = await engine.evaluateBatch(batch);
        return lossSum / weightSum;
      });
    });

    test("count each row by its weight", async () => {
      const batch = { inputs: INPUTS, targets, weights: Float32Array.of(0.5, 2, 0, 3) };
      const weights = initialWeights(MODELS["tanh"]!, 1);
      await expectGradientsOf(MODELS["tanh"]!, loss, weights, batch, [], async (engine) => {
        const { lossSum, weightSum } = await engine.evaluateBatch(batch);
        expect(weightSum).toBe(5.5);
        return lossSum / weightSum;
      });
    });
  });

  test("through dropout use the mask of the forward pass", async () => {
    const model = sequential({ inputShape: [5], layers: [dense(6), tanh(), dropout(0.25), dense(3), dropout(0.5)] });
    const masks = [
      dropoutMask({ seed: 3, site: 0, step: 0, rate: 0.25, shape: [ROWS, 6] }),
      dropoutMask({ seed: 3, site: 1, step: 0, rate: 0.5, shape: [ROWS, 3] }),
    ];
    const batch = { inputs: INPUTS, targets: VALUES };
    const lossOf = async (engine: TrainingEngine): Promise<number> => {
      const { data } = await engine.predict(INPUTS, masks);
      return data.reduce((sum, value, index) => sum + (value - VALUES.data[index]!) ** 2, 0) / data.length;
    };
    await expectGradientsOf(model, meanSquaredError(), initialWeights(model, 1), batch, masks, lossOf);
  });

  test("of micro-batches are those of the batch that they are cut from", async () => {
    const model = sequential({ inputShape: [5], layers: [dense(6), relu(), dropout(0.5), dense(3)] });
    const rate = 0.5;
    const micro = (from: number, to: number) => ({
      inputs: tensor([to - from, 5], INPUTS.data.slice(from * 5, to * 5)),
      targets: tensor([to - from], CLASSES.data.slice(from, to)),
      weights: Float32Array.of(1, 3, 0.5, 2).slice(from, to),
      masks: [dropoutMask({ seed: 3, site: 0, step: 0, rate, shape: [to - from, 6], rowOffset: from })],
    });
    const results = [];
    for (const microBatches of [[micro(0, 4)], [micro(0, 1), micro(1, 3), micro(3, 4)]]) {
      const engine = await createTfjsEngine(tf, model, { loss: softmaxCrossEntropy(), seed: 5 });
      const { lossSum, weightSum } = await engine.trainBatch(microBatches, GRADIENT_STEP).read();
      expect(weightSum).toBe(6.5);
      results.push({ lossSum, parameters: (await engine.readState()).parameters });
      engine.dispose();
    }
    const [whole, cut] = results;
    // Four rows added in another order: a few units of 2^-24 of terms of order 1.
    expect(cut!.lossSum).toBeCloseTo(whole!.lossSum, 5);
    for (const [name, { data }] of Object.entries(whole!.parameters)) {
      expectClose(name, cut!.parameters[name]!.data, data, 1e-6);
    }
  });
});

/** Compares one step of gradient descent with central differences of `lossOf`, for every element of every parameter. */
async function expectGradientsOf(
  model: ModelSpec,
  loss: LossSpec,
  weights: NamedTensors,
  batch: Batch,
  masks: readonly DropoutMask[],
  lossOf: (engine: TrainingEngine) => Promise<number>,
): Promise<void> {
  const engine = await createTfjsEngine(tf, model, { loss, weights });
  await engine.trainBatch([{ ...batch, masks }], GRADIENT_STEP).read();
  const after = (await engine.readState()).parameters;
  let largest = 0;
  for (const [name, { shape, data }] of Object.entries(weights)) {
    const differences = new Float32Array(data.length);
    for (const [index, weight] of data.entries()) {
      const at = async (offset: number): Promise<number> => {
        const moved = data.with(index, weight + offset);
        await engine.writeState({ parameters: { ...weights, [name]: { shape, data: moved } } });
        return lossOf(engine);
      };
      const near = (await at(H)) - (await at(-H));
      const far = (await at(2 * H)) - (await at(-2 * H));
      differences[index] = (8 * near - far) / (12 * H);
    }
    const gradient = data.map((weight, index) => weight - after[name]!.data[index]!);
    largest = Math.max(largest, ...gradient.map(Math.abs));
    expectClose(name, gradient, differences, TOLERANCE);
  }
  // Otherwise a gradient of nothing but zeros would do.
  expect(largest).toBeGreaterThan(100 * TOLERANCE);
  engine.dispose();
}

/** Initial weights whose first layer's outputs stay on their side of 0 when a weight or bias moves by 2 · H. */
function awayFromKinks(model: ModelSpec): NamedTensors {
  for (let seed = 0; seed < 200; seed++) {
    const weights = initialWeights(model, seed);
    const first = Object.entries(weights)
      .find(([name]) => name.endsWith(".weight"))![0]
      .split(".")[0]!;
    const weight = weights[`${first}.weight`]!;
    const [units, inputs] = weight.shape as [number, number];
    const outputs = Array.from({ length: ROWS * units }, (_, index) => {
      const [row, unit] = [Math.floor(index / units), index % units];
      let sum = weights[`${first}.bias`]?.data[unit] ?? 0;
      for (let j = 0; j < inputs; j++) sum += INPUTS.data[row * inputs + j]! * weight.data[unit * inputs + j]!;
      return sum;
    });
    if (outputs.every((output) => Math.abs(output) > 2.1 * H)) return weights;
  }
  throw new Error("No seed keeps the outputs away from 0.");
}

function expectClose(name: string, actual: Float32Array, expected: Float32Array, tolerance: number): void {
  const wrong = [...actual.entries()].filter(([index, value]) => !(Math.abs(value - expected[index]!) <= tolerance));
  expect(wrong.map(([index, value]) => `${name}[${index}] is ${value}, not ${expected[index]}`)).toEqual([]);
}
