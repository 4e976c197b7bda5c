import {
  alphaDropout,
  applyDropout,
  applyDropoutGradient,
  dense,
  dropout,
  dropoutMask,
  gaussianDropout,
  gaussianNoise,
  keepBits,
  maskOfSite,
  sequential,
  sgd,
  sgdStep,
  shapeSize,
  softmaxCrossEntropy,
  stochasticDepth,
  tensor,
  type DropoutMask,
  type Shape,
} from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test, vi } from "vitest";

import { createTfjsEngine } from "../../src/index.ts";
import { MASK_UNITS, registeredKernel } from "../../src/masks/kernels/registered-kernel.ts";
import { maskUnits } from "../../src/masks/mask-units.ts";
import { unitMaskOf } from "../../src/masks/unit-mask-of.ts";
import { base, bitCases, explicit, LAWS, sample } from "./mask-cases.ts";

const f32 = Math.fround;
const EVERY_DRAW = sequential({
  inputShape: [6],
  layers: [
    gaussianNoise(0.1),
    dense(8, { dropConnect: 0.3 }),
    alphaDropout(0.2),
    gaussianDropout(0.2),
    stochasticDepth(0.2),
    dropout(0.2),
    dense(3),
  ],
});

/**
 * The laws of masks on the device against core's, on the host.
 *
 * @param takes what the backend's kernel is expected to take.
 * @param start makes the backend the current one.
 */
export function describeMasks(backend: string, takes: "bits" | "address", start: () => Promise<void>): void {
  describe(`masks on ${backend}`, () => {
    beforeAll(start);

    test("a kernel of ours runs", () => {
      expect(registeredKernel(tf)?.takes).toBe(takes);
    });

    test("10 million bits are core's", async () => {
      let count = 0;
      let wrong = 0;
      for (const [mask, shape] of bitCases()) {
        const bits = { ...mask, scale: 1 };
        const ones = new Float32Array(shapeSize(shape)).fill(1);
        const expected = applyDropout(ones, bits, shape);
        const actual = await onDevice((values) => unitMaskOf(tf, bits).apply(values), ones, shape);
        count += actual.length;
        wrong += actual.reduce((sum, bit, index) => (bit === expected[index] ? sum : sum + 1), 0);
      }
      expect(count).toBeGreaterThan(10_000_000);
      expect(wrong).toBe(0);
    });

    test.for(Object.entries(LAWS))("%s is core's law, forward and backward", async ([, [mask, shape]]) => {
      const values = sample(shapeSize(shape));
      const placed = unitMaskOf(tf, mask);
      expectSame(await onDevice((x) => placed.apply(x), values, shape), applyDropout(values, mask, shape));
      expectSame(
        await onDevice((x) => placed.applyGradient(x), values, shape),
        applyDropoutGradient(values, mask, shape),
      );
    });

    test("a NaN or an infinity in a dropped unit does not leak, forward or backward", async () => {
      for (const [mask, shape] of [LAWS["dropout"]!, LAWS["alpha dropout"]!, LAWS["explicit bits"]!]) {
        if (mask.source === "noise") throw new Error("bits expected");
        const keep = keepBits(mask);
        for (const poison of [NaN, Infinity, -Infinity]) {
          const values = Float32Array.from(keep, (bit) => (bit === 1 ? 2 : poison));
          const placed = unitMaskOf(tf, mask);
          expectSame(await onDevice((x) => placed.apply(x), values, shape), applyDropout(values, mask, shape));
          expectSame(
            await onDevice((x) => placed.applyGradient(x), values, shape),
            Float32Array.from(keep, (bit) => (bit === 1 ? f32(2 * mask.scale) : 0)),
          );
        }
      }
    });

    test.for(Object.entries(LAWS))("%s: the tape's gradient is that of the law, nothing is left", async ([, law]) => {
      const [mask, shape] = law;
      const host = sample(shapeSize(shape));
      const values = tf.tensor(sample(shapeSize(shape), 5), [...shape]);
      const upstream = tf.tensor(host, [...shape]);
      // Some backends make constants at their first use.
      tf.tidy(() => maskUnits(tf, mask, values));
      const before = tf.memory().numTensors;
      const gradientOf = tf.grad((x: tf.Tensor) => maskUnits(tf, mask, x));
      const gradient = gradientOf(values, upstream);
      expect(tf.memory().numTensors).toBe(before + 1);
      expectSame(await gradient.data<"float32">(), applyDropoutGradient(host, mask, shape));
      tf.dispose([values, upstream, gradient]);
    });

    test("the tape adds the gradients of a tensor that is used twice", async () => {
      const [mask, shape] = LAWS["noise that is added"]!;
      const host = sample(shapeSize(shape));
      const gradient = tf.tidy(() => {
        const twice = tf.grad((x: tf.Tensor) => tf.add(maskUnits(tf, mask, x), maskUnits(tf, mask, x)));
        return twice(tf.tensor(host, [...shape]), tf.tensor(host, [...shape]));
      });
      expectSame(
        await gradient.data<"float32">(),
        host.map((value) => value + value),
      );
      gradient.dispose();
    });

    test("a weight that the device keeps transposed takes its mask so", async () => {
      const sources: readonly DropoutMask[] = [{ ...base, shape: [5, 7] }, explicit([5, 7])];
      for (const mask of sources) {
        const values = sample(35);
        const placed = unitMaskOf(tf, mask, [1, 0]);
        const actual = await onDevice((x) => placed.apply(x), transpose(values, 5, 7), [7, 5]);
        expectSame(actual, transpose(applyDropout(values, mask), 5, 7));
      }
    });

    test("memory and compiled programs stay flat over 100 steps", async () => {
      const step = async (index: number): Promise<void> => {
        const mask = dropoutMask({ seed: index, site: 0, step: index, rate: index / 100, shape: [8, 16] });
        const result = tf.tidy(() => {
          const values = tf.ones([8, 16]);
          const placed = unitMaskOf(tf, mask);
          const perRow = unitMaskOf(tf, { ...mask, shape: [8, 1] });
          const alpha = unitMaskOf(tf, { ...mask, offset: index, fill: -index });
          return alpha.apply(perRow.applyGradient(placed.apply(values)));
        });
        await result.data();
        result.dispose();
      };
      await step(0);
      const before = [tf.memory().numTensors, compiledPrograms(backend)];
      for (let index = 1; index <= 100; index++) await step(index);
      expect([tf.memory().numTensors, compiledPrograms(backend)]).toEqual(before);
    });

    test("an engine with every kind of draw leaves no tensor", async () => {
      const before = tf.memory().numTensors;
      const engine = await createTfjsEngine(tf, EVERY_DRAW, { loss: softmaxCrossEntropy(), seed: 1 });
      const inputs = tensor([4, 6], sample(24));
      const targets = tensor([4], Int32Array.of(0, 1, 2, 0));
      let settled = 0;
      for (let step = 0; step < 5; step++) {
        const masks = engine.randomSites.map((site, index) =>
          maskOfSite(site, { seed: 1, site: index, step, rows: 4 }),
        );
        const update = sgdStep(sgd({ learningRate: 0.01 }), step);
        await engine
          .trainBatch(
            [
              { inputs, targets, masks },
              { inputs, targets, masks },
            ],
            update,
          )
          .read();
        await engine.predict(inputs, masks);
        settled ||= tf.memory().numTensors;
        expect(tf.memory().numTensors).toBe(settled);
      }
      engine.dispose();
      expect(tf.memory().numTensors).toBe(before);
    });

    test("the kernel is registered once", () => {
      tf.unregisterKernel(MASK_UNITS, backend);
      const registerKernel = vi.fn(tf.registerKernel);
      for (let time = 0; time < 3; time++) registeredKernel({ ...tf, registerKernel });
      expect(registerKernel).toHaveBeenCalledTimes(1);
    });
  });
}

async function onDevice(
  compute: (values: tf.Tensor) => tf.Tensor,
  values: Float32Array,
  shape: Shape,
): Promise<Float32Array> {
  const result = tf.tidy(() => compute(tf.tensor(values, [...shape])));
  const read = (await result.data<"float32">()).slice();
  result.dispose();
  return read;
}

/** Bit-equal but for the payloads of NaNs. */
function expectSame(actual: Float32Array, expected: Float32Array): void {
  expect(actual.length).toBe(expected.length);
  const different = actual.findIndex((value, index) => !Object.is(value, expected[index]));
  expect([different, actual[different]]).toEqual([-1, expected[different]]);
}

function transpose(values: Float32Array, rows: number, columns: number): Float32Array {
  return Float32Array.from(values, (_, index) => values[(index % rows) * columns + Math.floor(index / rows)]!);
}

/** How many programs a GPU backend has compiled. */
function compiledPrograms(backend: string): number {
  if (backend !== "webgl" && backend !== "webgpu") return 0;
  const { binaryCache, pipelineCache } = tf.backend() as { binaryCache?: object; pipelineCache?: object };
  const count = Object.keys((backend === "webgl" ? binaryCache : pipelineCache)!).length;
  expect(count).toBeGreaterThan(0);
  return count;
}
