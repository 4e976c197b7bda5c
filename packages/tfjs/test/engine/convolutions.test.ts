import { conv1d, conv2d, tensor } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";

import { BACKENDS, startBackend } from "../start-backend.ts";
import { checkConvolution } from "./check-convolution.ts";
import { CONVOLUTION_EXAMPLES } from "./convolution-examples.ts";
import { aloneLayer, runLayer } from "./run-layer.ts";

describe.each(BACKENDS)("convolutions on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  test.each(CONVOLUTION_EXAMPLES)(
    "$spec.kind has the sums of its definition, and gradients that are adjoint: $name",
    checkConvolution,
  );

  test("take strides together with dilations, which tf.conv2d refuses", async () => {
    const layer = aloneLayer(conv2d(1, { kernelSize: 2, stride: 2, dilation: 2, bias: false }), [1, 5, 5]);
    const input = tensor(
      [1, 1, 5, 5],
      Float32Array.from({ length: 25 }, (_, index) => index),
    );
    const weight = tensor([1, 1, 2, 2], Float32Array.of(1, 10, 100, 1000));
    const { output } = await runLayer(layer, input, tensor([1, 1, 2, 2], new Float32Array(4)), { weight });
    // Rows 0, 2 and 4 and columns 0, 2 and 4: 0 2 4 / 10 12 14 / 20 22 24.
    expect([...output.data]).toEqual([13020, 15242, 24130, 26352]);
    const square = tf.ones<tf.Rank.R4>([1, 5, 5, 1]);
    const filter = tf.ones<tf.Rank.R4>([2, 2, 1, 1]);
    expect(() => tf.conv2d(square, filter, 2, "valid", "NHWC", 2)).toThrow("Either strides or dilations must be 1");
    tf.dispose([square, filter]);
  });

  test("the zeros of the padding are multiplied, where tf.conv2d skips them on cpu", async () => {
    const layer = aloneLayer(conv1d(1, { kernelSize: 3, padding: 1, bias: false }), [1, 3]);
    const weight = tensor([1, 1, 3], Float32Array.of(Infinity, 1, 1));
    const input = tensor([1, 1, 3], Float32Array.of(1, 2, 3));
    const { output } = await runLayer(layer, input, input, { weight });
    // ∞·0 + 1 + 2, where the window begins in the padding.
    expect([...output.data]).toEqual([NaN, Infinity, Infinity]);
    const outer: [number, number] = [0, 0];
    const stock = tf.tidy(() => {
      const [row, filter] = [tf.tensor4d([1, 2, 3], [1, 1, 3, 1]), tf.tensor4d([Infinity, 1, 1], [1, 3, 1, 1])];
      return tf.conv2d(row, filter, 1, [outer, outer, [1, 1], outer]).dataSync();
    });
    expect([...stock]).toEqual(backend === "cpu" ? [3, Infinity, Infinity] : [NaN, Infinity, Infinity]);
  });
});
