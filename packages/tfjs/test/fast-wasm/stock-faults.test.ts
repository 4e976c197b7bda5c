import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-wasm";
import { expect, it } from "vitest";
import { installFastWasm } from "../../src/index.ts";
import { computeOn, expectClose, filled } from "./on-both-backends.ts";

/** A bias of 10 on products of 100 inner elements, so three blocks of 48. */
const fused = (): tf.Tensor =>
  tf.fused.matMul({
    a: filled([4, 100]),
    b: filled([3, 100], 3),
    bias: tf.tensor1d([10, 10, 10]),
    transposeB: true,
  });
const plain = (): tf.Tensor =>
  tf.add(tf.matMul(filled([4, 100]) as tf.Tensor2D, tf.transpose(filled([3, 100], 3)) as tf.Tensor2D), 10);
const filterGradient = (): tf.Tensor =>
  tf.grad((filter) => tf.conv2d(filled([1, 4, 4, 2]) as tf.Tensor4D, filter as tf.Tensor4D, 1, "same"))(
    filled([3, 3, 2, 2], 3),
  );
const depthwiseGradient = (index: 0 | 1) => (): tf.Tensor =>
  tf.grads((x, filter) => tf.depthwiseConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, "same"))([
    filled([1, 4, 4, 2]),
    filled([3, 3, 2, 1], 3),
  ])[index]!;
const gatherGradient = (): tf.Tensor => tf.grad((x) => tf.gather(x, tf.tensor1d([0, 0], "int32")))(filled([2, 3]));
/** One-hot floats; the stock kernel writes the bits of integers. */
const oneHot = (): tf.Tensor => tf.oneHot(tf.tensor1d([1, 0], "int32"), 2, 1, 0, "float32");

const THROWING = [filterGradient, depthwiseGradient(0), depthwiseGradient(1), gatherGradient];

it("stock wasm is wrong or throws where the installed kernels are right", async () => {
  const [expected] = await computeOn("cpu", plain);
  const [right] = await computeOn("wasm", plain);
  expectClose(right!.data, expected!.data, 1e-5);
  const [wrong] = await computeOn("wasm", fused);
  // Row 0 gets the bias three times, once for each block.
  expect(wrong!.data[0]! - expected!.data[0]!).toBeCloseTo(20, 3);
  for (const compute of THROWING)
    await expect(computeOn("wasm", compute)).rejects.toThrow(/not registered for backend 'wasm'/);
  expect((await computeOn("wasm", oneHot))[0]!.data).not.toEqual([0, 1, 1, 0]);

  installFastWasm(tf);

  expectClose((await computeOn("wasm", fused))[0]!.data, expected!.data, 1e-5);
  for (const compute of THROWING) {
    const [reference] = await computeOn("cpu", compute);
    expectClose((await computeOn("wasm", compute))[0]!.data, reference!.data, 1e-5);
  }
  expect((await computeOn("wasm", oneHot))[0]!.data).toEqual([0, 1, 1, 0]);
});
