import {
  applyDropout,
  dense,
  dropout,
  dropoutMask,
  keepBits,
  meanSquaredError,
  sequential,
  tensor,
  type DropoutMask,
} from "@lockstep/core";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";

import { createTfjsEngine } from "../../src/index.ts";
import { seededTensor } from "./seeded-tensor.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";

const STEP = { learningRate: 1, momentum: 0, gradientScale: 1, nesterov: false, weightDecay: 0 };
const explicit = (keep: readonly number[], scale: number, shape: readonly number[]): DropoutMask => ({
  source: "explicit",
  keep: Uint8Array.from(keep),
  scale,
  shape,
});

describe.each(BACKENDS)("dropout on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  test.each([0, 0.1, 0.5, 0.9, 1])("at rate %d is core's law, bit for bit", async (rate) => {
    const shape = [3, 2, 4, 5];
    const model = sequential({ inputShape: shape.slice(1), layers: [dropout(rate)] });
    using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), seed: 1 });
    const inputs = seededTensor(2, shape, -3, 3);
    for (const step of [0, 1]) {
      const mask = dropoutMask({ seed: 9, site: 0, step, rate, shape });
      expect(await engine.predict(inputs, [mask])).toEqual({ shape, data: applyDropout(inputs.data, mask) });
    }
  });

  test("is off without masks, and in evaluation", async () => {
    const model = sequential({ inputShape: [3], layers: [dropout(0.5)] });
    using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), seed: 1 });
    const inputs = tensor([1, 3], Float32Array.of(1, -2, 3));
    expect((await engine.predict(inputs)).data).toEqual(inputs.data);
    expect((await engine.evaluateBatch({ inputs, targets: inputs })).lossSum).toBe(0);
  });

  test("lets no NaN and no infinity out of a dropped unit", async () => {
    const model = sequential({ inputShape: [6], layers: [dropout(0.5)] });
    using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), seed: 1 });
    const inputs = tensor([1, 6], Float32Array.of(NaN, Infinity, -Infinity, -1, -Infinity, 5));
    const { data } = await engine.predict(inputs, [explicit([0, 0, 0, 0, 1, 1], 2, [1, 6])]);
    // toEqual tells +0 from -0.
    expect([...data]).toEqual([0, 0, 0, 0, -Infinity, 10]);
  });

  test("lets no NaN gradient through a dropped unit", async () => {
    const model = sequential({ inputShape: [2], layers: [dense(3, { bias: false }), dropout(0.5)] });
    const weights = { "0.weight": tensor([3, 2], Float32Array.of(1, 2, 3, 4, 5, 6)) };
    using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), weights });
    const batch = {
      inputs: tensor([1, 2], Float32Array.of(1, 1)),
      targets: tensor([1, 3], Float32Array.of(6, NaN, Infinity)),
      masks: [explicit([1, 0, 0], 2, [1, 3])],
    };
    await engine.trainBatch([batch], STEP).read();
    // Unit 0 gives 2·(1 + 2) = 6, its target, so that its gradient is 0; the others are dropped.
    expect((await engine.readState()).parameters).toEqual(weights);
  });

  test("multiplies a kept unit's gradient by the scale and stops a dropped one's", async () => {
    const [rows, units] = [4, 8];
    const model = sequential({ inputShape: [1], layers: [dense(units, { bias: false }), dropout(0.75)] });
    const weights = { "0.weight": tensor([units, 1], new Float32Array(units).fill(1)) };
    for (const step of [0, 1, 2]) {
      using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), weights });
      const mask = dropoutMask({ seed: 4, site: 0, step, rate: 0.75, shape: [rows, units] });
      const batch = {
        inputs: tensor([rows, 1], new Float32Array(rows).fill(1)),
        targets: tensor([rows, units], new Float32Array(rows * units)),
        masks: [mask],
      };
      await engine.trainBatch([batch], STEP).read();
      const after = (await engine.readState()).parameters["0.weight"]!.data;
      const keep = keepBits(mask);
      for (let unit = 0; unit < units; unit++) {
        let kept = 0;
        for (let row = 0; row < rows; row++) kept += keep[row * units + unit]!;
        // y = 4 where kept: 2 · y / units, times the scale 4, over the rows. Every number is exact.
        expect(1 - after[unit]!).toBe((kept * 2 * 4 * 4) / units / rows);
      }
    }
  });
});
