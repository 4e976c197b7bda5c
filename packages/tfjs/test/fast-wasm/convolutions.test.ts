import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import "../../src/fast-wasm/fast-wasm.ts";
import { computeOn, expectBackendsToAgree, expectClose, filled } from "./on-both-backends.ts";

type Pad = "same" | "valid" | number | [[0, 0], [number, number], [number, number], [0, 0]];

interface Case {
  readonly x: [number, number, number, number];
  readonly taps: [number, number];
  readonly strides: [number, number];
  readonly pad: Pad;
}

const CASES: readonly Case[] = [
  { x: [1, 1, 1, 1], taps: [1, 1], strides: [1, 1], pad: "same" },
  { x: [2, 5, 4, 3], taps: [1, 1], strides: [1, 1], pad: "valid" },
  { x: [2, 5, 4, 3], taps: [1, 1], strides: [2, 3], pad: "same" },
  { x: [2, 5, 7, 3], taps: [3, 3], strides: [1, 1], pad: "same" },
  { x: [3, 5, 7, 2], taps: [3, 2], strides: [1, 1], pad: "valid" },
  { x: [2, 8, 9, 3], taps: [3, 3], strides: [2, 2], pad: "same" },
  { x: [2, 8, 9, 3], taps: [3, 3], strides: [2, 2], pad: "valid" },
  { x: [1, 10, 11, 2], taps: [2, 3], strides: [3, 2], pad: "valid" },
  { x: [2, 9, 9, 2], taps: [2, 2], strides: [4, 3], pad: "same" },
  { x: [2, 6, 6, 5], taps: [5, 5], strides: [1, 1], pad: 2 },
  { x: [2, 6, 6, 3], taps: [3, 3], strides: [1, 1], pad: 4 },
  {
    x: [1, 7, 6, 4],
    taps: [3, 3],
    strides: [2, 1],
    pad: [
      [0, 0],
      [2, 0],
      [1, 3],
      [0, 0],
    ],
  },
  { x: [1, 4, 4, 2], taps: [4, 4], strides: [1, 1], pad: "valid" },
  { x: [5, 3, 3, 1], taps: [5, 5], strides: [2, 2], pad: "same" },
];

const named = CASES.map((item) => [JSON.stringify(item), item] as const);

describe("gradients of a convolution on the wasm backend", () => {
  describe.each(named)("%s", (_, { x, taps, strides, pad }) => {
    it.each([1, 6])("by input and filter, %i filters", async (filters) => {
      await expectBackendsToAgree(() => {
        const convolve = (image: tf.Tensor, filter: tf.Tensor): tf.Tensor =>
          tf.conv2d(image as tf.Tensor4D, filter as tf.Tensor4D, strides, pad);
        const [image, filter] = [filled(x), filled([...taps, x[3], filters], 3)];
        const dy = filled(convolve(image, filter).shape, 5);
        return tf.grads(convolve)([image, filter], dy);
      }, 1e-4);
    });
    it.each([1, 3])("of a depthwise one, multiplier %i", async (multiplier) => {
      await expectBackendsToAgree(() => {
        const convolve = (image: tf.Tensor, filter: tf.Tensor): tf.Tensor =>
          tf.depthwiseConv2d(image as tf.Tensor4D, filter as tf.Tensor4D, strides, pad);
        const [image, filter] = [filled(x), filled([...taps, x[3], multiplier], 3)];
        const dy = filled(convolve(image, filter).shape, 5);
        return tf.grads(convolve)([image, filter], dy);
      }, 1e-4);
    });
  });
  it.each([5, 16, 17, 20, 35])("of a depthwise one of %i channels", async (channels) => {
    await expectBackendsToAgree(() => {
      const convolve = (image: tf.Tensor, filter: tf.Tensor): tf.Tensor =>
        tf.depthwiseConv2d(image as tf.Tensor4D, filter as tf.Tensor4D, 1, "same");
      const [image, filter] = [filled([2, 4, 5, channels]), filled([3, 3, channels, 1], 3)];
      return tf.grads(convolve)([image, filter], filled(image.shape, 5));
    }, 1e-4);
  });
  it.each([
    [2, 1],
    [1, 3],
    [3, 2],
  ] as const)("of a depthwise one dilated by %j", async (...dilations) => {
    // The cpu backend ignores dilations here, so it is given a filter with zeros between its taps.
    const run = (name: string, inputs: Record<string, tf.Tensor>, attributes: object): tf.Tensor =>
      tf.engine().runKernel(`DepthwiseConv2dNativeBackprop${name}`, inputs, { strides: 1, pad: "same", ...attributes });
    const [x, dy] = [() => filled([2, 9, 8, 4]), () => filled([2, 9, 8, 8], 5)];
    const filter = (): tf.Tensor4D => filled([3, 2, 4, 2], 3) as tf.Tensor4D;
    const [tall, wide] = [2 * dilations[0] + 1, dilations[1] + 1];
    const ours = await computeOn("wasm", () => [
      run("Input", { dy: dy(), filter: filter() }, { dilations, inputShape: [2, 9, 8, 4] }),
      run("Filter", { x: x(), dy: dy() }, { dilations, filterShape: [3, 2, 4, 2] }),
    ]);
    const expected = await computeOn("cpu", () => {
      const spread = tf.buffer([tall, wide, 4, 2]);
      const taps = filter().arraySync();
      for (const [i, row] of taps.entries())
        for (const [j, tap] of row.entries())
          for (const [channel, multiples] of tap.entries())
            for (const [multiple, value] of multiples.entries())
              spread.set(value, i * dilations[0], j * dilations[1], channel, multiple);
      const attributes = { dilations: 1, inputShape: [2, 9, 8, 4], filterShape: [tall, wide, 4, 2] };
      return [
        run("Input", { dy: dy(), filter: spread.toTensor() }, attributes),
        tf.stridedSlice(
          run("Filter", { x: x(), dy: dy() }, attributes),
          [0, 0, 0, 0],
          [tall, wide, 4, 2],
          [...dilations, 1, 1],
        ),
      ];
    });
    ours.forEach(({ data, shape }, index) => {
      expect(shape).toEqual(expected[index]!.shape);
      expectClose(data, expected[index]!.data, 1e-4);
    });
  });
  it("keeps the filter's gradient for images whose channels come first", async () => {
    await expectBackendsToAgree(() => {
      const [x, dy] = [filled([2, 3, 6, 5]), filled([2, 4, 6, 5], 3)];
      const run = (name: string, inputs: Record<string, tf.Tensor>, attributes: object): tf.Tensor =>
        tf.engine().runKernel(name, inputs, { strides: 1, pad: "same", dataFormat: "NCHW", ...attributes });
      return [
        run("Conv2DBackpropFilter", { x, dy }, { filterShape: [3, 3, 3, 4] }),
        run("Conv2DBackpropInput", { dy, filter: filled([3, 3, 3, 4], 5) }, { inputShape: [2, 3, 6, 5] }),
      ];
    }, 1e-4);
  });
  it("gives a filter zeros for a batch without images", async () => {
    const [gradient] = await computeOn("wasm", () => {
      // What lies in memory before: the output may take its place.
      tf.div(tf.zeros([3, 3, 2, 4]), 0).dispose();
      const [x, dy] = [tf.zeros([0, 5, 5, 2]), tf.zeros([0, 5, 5, 4])];
      const attributes = { strides: 1, pad: "same", dataFormat: "NHWC", filterShape: [3, 3, 2, 4] };
      return tf.engine().runKernel<tf.Tensor>("Conv2DBackpropFilter", { x, dy }, attributes);
    });
    expect(gradient!.data).toEqual(Array.from({ length: 72 }, () => 0));
  });

  it("rounds sizes as asked", async () => {
    for (const dimRoundingMode of ["floor", "round", "ceil"] as const) {
      await expectBackendsToAgree(() => {
        const x = filled([2, 8, 8, 3]) as tf.Tensor4D;
        const info = tf.backend_util.computeConv2DInfo(x.shape, [3, 3, 3, 4], 2, 1, 1, dimRoundingMode);
        const dy = filled(info.outShape, 3) as tf.Tensor4D;
        return tf
          .engine()
          .runKernel<tf.Tensor>(
            "Conv2DBackpropFilter",
            { x, dy },
            { strides: 2, pad: 1, dataFormat: "NHWC", dimRoundingMode, filterShape: [3, 3, 3, 4] },
          );
      }, 1e-4);
    }
  });
  it("serves transposed convolutions, their gradients and 1-D ones", async () => {
    await expectBackendsToAgree(() => {
      const transposed = (x: tf.Tensor, filter: tf.Tensor): tf.Tensor =>
        tf.conv2dTranspose(x as tf.Tensor4D, filter as tf.Tensor4D, [2, 9, 9, 4], 2, "valid");
      const [x, filter] = [filled([2, 4, 4, 3]), filled([3, 3, 4, 3], 3)];
      const line = (image: tf.Tensor, taps: tf.Tensor): tf.Tensor =>
        tf.conv1d(image as tf.Tensor3D, taps as tf.Tensor3D, 2, "same");
      const [image, taps] = [filled([2, 9, 3]), filled([3, 3, 5], 3)];
      return [
        transposed(x, filter),
        ...tf.grads(transposed)([x, filter], filled([2, 9, 9, 4], 5)),
        ...tf.grads(line)([image, taps], filled([2, 5, 5], 5)),
      ];
    }, 1e-4);
  });
  it("keeps NaN and infinities to what reads them", async () => {
    await tf.setBackend("wasm");
    const [dx, dFilter] = tf.tidy(() => {
      const values = filled([1, 6, 6, 2]).dataSync().slice();
      values[0] = NaN;
      const x = tf.tensor4d(values, [1, 6, 6, 2]);
      const convolve = (image: tf.Tensor, filter: tf.Tensor): tf.Tensor =>
        tf.conv2d(image as tf.Tensor4D, filter as tf.Tensor4D, 1, "valid");
      return tf
        .grads(convolve)([x, filled([3, 3, 2, 4], 3)], filled([1, 4, 4, 4], 5))
        .map((gradient) => Array.from(gradient.dataSync()));
    });
    expect(dx!.every(Number.isFinite)).toBe(true);
    // Channel 0 of the corner is read through the first tap of channel 0, by all four filters.
    expect(dFilter!.flatMap((value, index) => (Number.isNaN(value) ? [index] : []))).toEqual([0, 1, 2, 3]);
  });
});
