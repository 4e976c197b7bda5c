import { dropoutMask, keepBits } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";

import { registeredKernel } from "../../src/masks/kernels/registered-kernel.ts";
import { unitMaskOf } from "../../src/masks/unit-mask-of.ts";
import { startPageBackend } from "../browser/start-page-backend.ts";

// Phones whose GPU renders to textures of 16-bit floats only.
beforeAll(async () => {
  tf.env().set("WEBGL_RENDER_FLOAT32_ENABLED", false);
  await startPageBackend("webgl");
});

test("in 16-bit textures the bits stay core's and the values are rounded", async () => {
  expect(registeredKernel(tf)?.takes).toBe("address");
  const mask = dropoutMask({ seed: 42, site: 0, step: 3, rate: 0.3, shape: [1000, 1000] });
  const result = tf.tidy(() => unitMaskOf(tf, mask).apply(tf.ones([1000, 1000])));
  const values = await result.data<"float32">();
  const keep = keepBits(mask);
  expect(values.reduce((wrong, value, index) => ((value !== 0) === (keep[index] === 1) ? wrong : wrong + 1), 0)).toBe(
    0,
  );
  // f32(1 / 0.7) is 1.4285715; the 16-bit floats around it are 1.4277 and 1.4287.
  const scale = values.find((value) => value !== 0)!;
  expect(scale).not.toBe(Math.fround(mask.scale));
  expect(Math.abs(scale - mask.scale)).toBeLessThan(2 ** -10);
});
