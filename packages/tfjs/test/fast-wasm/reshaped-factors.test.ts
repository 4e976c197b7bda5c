import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import "../../src/fast-wasm/fast-wasm.ts";
import { expectBackendsToAgree, filled } from "./on-both-backends.ts";

/** XNNPACK finds what it packed of a right factor by the tensor's number: the same elements come here under several shapes. */
describe("elements under other shapes than before, on the wasm backend", () => {
  it("are summed over other axes", async () => {
    await expectBackendsToAgree(() => {
      const x = filled([40, 6, 8]);
      return [tf.sum(x, [0, 1]), tf.sum(x, 0), tf.mean(x, [0, 1]), tf.sum(x, 0)];
    });
  });

  it("are multiplied", async () => {
    await expectBackendsToAgree(() => {
      const x = filled([240, 8]);
      const wide = tf.reshape(x, [40, 48]);
      return [
        tf.matMul(filled([5, 240]), x),
        tf.matMul(filled([5, 40]), wide),
        tf.fused.matMul({ a: filled([5, 40]), b: wide }),
        tf.fused.matMul({ a: filled([5, 240]), b: x }),
        tf.matMul(filled([3, 240]), x),
      ];
    });
  });

  it("are standardised per channel, then per place", async () => {
    await expectBackendsToAgree(() => {
      const x = filled([20, 6, 8]);
      const [perChannel, perPlace] = [tf.moments(x, [0, 1]), tf.moments(x, [0])];
      return [perChannel.mean, perChannel.variance, perPlace.mean, perPlace.variance];
    });
  });

  // More channels than filters: there the inputs that a tap reads are the right factor, tap after tap.
  it.each([
    [8, 1],
    [16, 2],
    [2, 16],
  ])("are the inputs of each tap of a 3-D convolution from %i channels to %i", async (channels, filters) => {
    await expectBackendsToAgree(() => {
      const x = filled([2, 6, 6, 6, channels]) as tf.Tensor5D;
      const dy = filled([2, 6, 6, 6, filters], 3) as tf.Tensor5D;
      return tf.grad((filter) => tf.sum(tf.mul(tf.conv3d(x, filter as tf.Tensor5D, 1, "same"), dy)))(
        filled([3, 3, 3, channels, filters]),
      );
    }, 1e-4);
  });

  it("leave nothing on the heap", async () => {
    await tf.setBackend("wasm");
    const before = tf.memory().numDataBuffers;
    tf.tidy(() => {
      const x = filled([40, 6, 8]);
      return [tf.sum(x, 0), tf.sum(x, [0, 1]), tf.sum(x, 0)].map((sum) => sum.dataSync());
    });
    expect(tf.memory().numDataBuffers).toBe(before);
  });
});
