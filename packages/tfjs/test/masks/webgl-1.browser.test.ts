import { applyDropout, applyDropoutGradient, dropoutMask } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";

import { registeredKernel } from "../../src/masks/kernels/registered-kernel.ts";
import { unitMaskOf } from "../../src/masks/unit-mask-of.ts";
import { startPageBackend } from "../browser/start-page-backend.ts";

beforeAll(async () => {
  tf.env().set("WEBGL_VERSION", 1);
  await startPageBackend("webgl");
});

test("WebGL 1 has no unsigned integers: the host draws, and the bits are core's", async () => {
  expect(registeredKernel(tf)).toBeUndefined();
  const plain = dropoutMask({ seed: 42, site: 0, step: 3, rate: 0.3, shape: [100, 200] });
  const values = Float32Array.from({ length: 20_000 }, (_, index) => index - 9999.5);
  for (const mask of [plain, { ...plain, offset: 0.5, fill: -2 }]) {
    const placed = unitMaskOf(tf, mask);
    const [forward, backward] = tf.tidy(() => {
      const x = tf.tensor2d(values, [100, 200]);
      return [placed.apply(x), placed.applyGradient(x)];
    });
    expect(await forward.data()).toEqual(applyDropout(values, mask));
    expect(await backward.data()).toEqual(applyDropoutGradient(values, mask));
    tf.dispose([forward, backward]);
  }
});
