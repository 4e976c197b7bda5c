import { applyDropout, applyDropoutGradient, dropoutMask, type DropoutMask } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";

import { registeredKernel } from "../../src/masks/kernels/registered-kernel.ts";
import { unitMaskOf } from "../../src/masks/unit-mask-of.ts";
import { startBackend } from "../start-backend.ts";

// The cpu backend under a name that no kernel of ours is for, like tfjs-node's.
beforeAll(async () => {
  await startBackend("cpu");
  const cpu = tf.backend();
  tf.copyRegisteredKernels("cpu", "other");
  tf.registerBackend("other", () => cpu);
  await tf.setBackend("other");
});

const plain = dropoutMask({ seed: 42, site: 0, step: 3, rate: 0.3, shape: [6, 5] });
const explicit: DropoutMask = {
  source: "explicit",
  keep: Uint8Array.from({ length: 30 }, (_, index) => index % 2),
  shape: [6, 5],
  scale: 2,
};

test.for<DropoutMask>([plain, { ...plain, shape: [6, 1] }, { ...plain, offset: 0.5, fill: -2 }, explicit])(
  "a backend without a kernel of ours applies uploaded bits %#",
  (mask) => {
    expect(registeredKernel(tf)).toBeUndefined();
    const values = Float32Array.from({ length: 30 }, (_, index) => (index === 7 ? NaN : index - 14.5));
    const placed = unitMaskOf(tf, mask);
    const [forward, backward] = tf.tidy(() => {
      const x = tf.tensor2d(values, [6, 5]);
      return [placed.apply(x).dataSync(), placed.applyGradient(x).dataSync()];
    });
    expect(forward).toEqual(applyDropout(values, mask, [6, 5]));
    expect(backward).toEqual(applyDropoutGradient(values, mask, [6, 5]));
  },
);

test.for<DropoutMask>([plain, explicit])("and masks a weight that the device keeps transposed %#", (mask) => {
  const values = Float32Array.from({ length: 30 }, (_, index) => index + 1);
  const masked = tf.tidy(() => {
    const weight = tf.transpose(tf.tensor2d(values, [6, 5]));
    return tf.transpose(unitMaskOf(tf, mask, [1, 0]).apply(weight)).dataSync();
  });
  expect(masked).toEqual(applyDropout(values, mask));
});
