import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-wasm";
import { expect, test } from "vitest";

import { installFastWasm } from "../../src/index.ts";
import { computeOn, expectClose, filled } from "../fast-wasm/on-both-backends.ts";

const negative = (): tf.Tensor => tf.sub(filled([1, 4, 4, 2]), 2);
const pooled = (x: () => tf.Tensor) => (): tf.Tensor =>
  tf.grad((given) => tf.maxPool(given as tf.Tensor4D, 2, 2, "valid"))(x());
const conv3d = (index: 0 | 1, strides: number) => (): tf.Tensor =>
  tf.grads((x, filter) => tf.conv3d(x as tf.Tensor5D, filter as tf.Tensor5D, strides, "same"))([
    filled([1, 4, 4, 4, 2]),
    filled([2, 2, 2, 2, 3], 3),
  ])[index]!;

/** What stock wasm computes otherwise than tfjs's own cpu backend. */
const WRONG: Readonly<Record<string, () => tf.Tensor>> = {
  "max pooling of negative values": pooled(negative),
  "max pooling of ties": pooled(() => tf.ones([1, 4, 4, 2])),
  "a 3-D convolution, by its input": conv3d(0, 1),
  "a 3-D convolution with strides, by its filter": conv3d(1, 2),
};

test("gradients of stock wasm are wrong for max pooling and 3-D convolutions; with ours those of the cpu backend", async () => {
  const values = async (backend: "cpu" | "wasm", compute: () => tf.Tensor): Promise<readonly number[]> =>
    (await computeOn(backend, compute))[0]!.data;
  const theirs = new Map<string, readonly number[]>();
  for (const [name, compute] of Object.entries(WRONG)) theirs.set(name, await values("wasm", compute));

  installFastWasm(tf);

  for (const [name, compute] of Object.entries(WRONG)) {
    const expected = await values("cpu", compute);
    const off = theirs.get(name)!.map((value, index) => Math.abs(value - expected[index]!));
    expect({ name, isWrong: Math.max(...off) > 0.1 }).toEqual({ name, isWrong: true });
    expectClose(await values("wasm", compute), expected, 1e-5);
  }
});
