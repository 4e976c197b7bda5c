import { adaptiveAvgPool2d, maxPool1d, tensor } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";

import { BACKENDS, startBackend } from "../start-backend.ts";
import { checkPool } from "./check-pool.ts";
import { POOL_EXAMPLES } from "./pool-examples.ts";
import { aloneLayer, runLayer } from "./run-layer.ts";

describe.each(BACKENDS)("pools on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  test.each(POOL_EXAMPLES)("$spec.kind takes what it should and gives the gradient back there: $name", checkPool);

  // A window of four along one axis, by the layer and by what tf.maxPool and its gradient compute.
  test.each([
    {
      name: "ties go to the first",
      row: [5, 5, 5, 5],
      y: 5,
      dx: [1, 0, 0, 0],
      stock: { cpu: [5, 1, 0, 0, 0], wasm: [5, 0, 0, 0, 1] },
    },
    {
      name: "a NaN is largest",
      row: [NaN, 1, 3, 2],
      y: NaN,
      dx: [1, 0, 0, 0],
      stock: { cpu: [3, 0, 0, 1, 0], wasm: [-Infinity, 0, 0, 1, 0] },
    },
    {
      name: "the last NaN is",
      row: [1, NaN, NaN, 3],
      y: NaN,
      dx: [0, 0, 1, 0],
      stock: { cpu: [3, 0, 0, 0, 1], wasm: [3, 0, 0, 0, 1] },
    },
  ])("$name, whatever tf.maxPool does", async ({ row, y, dx, stock }) => {
    const layer = aloneLayer(maxPool1d(4), [1, 4]);
    const input = tensor([1, 1, 4], Float32Array.from(row));
    const run = await runLayer(layer, input, tensor([1, 1, 1], Float32Array.of(1)));
    expect([...run.output.data, ...run.inputGradient.data]).toEqual([y, ...dx]);
    expect(stockMaxPool(row, 4, 4, 0)).toEqual(stock[backend]);
  });

  test("a window of -Infinity gives its gradient to its first element, where tf.maxPool loses it on cpu", async () => {
    const layer = aloneLayer(maxPool1d(3, { stride: 2, padding: 1 }), [1, 4]);
    const row = new Float32Array(4).fill(-Infinity);
    const { output, inputGradient } = await runLayer(
      layer,
      tensor([1, 1, 4], row),
      tensor([1, 1, 2], Float32Array.of(3, 4)),
    );
    expect([...output.data]).toEqual([-Infinity, -Infinity]);
    expect([...inputGradient.data]).toEqual([3, 4, 0, 0]);
    const lost = [-Infinity, -Infinity, 0, 0, 0, 0];
    expect(stockMaxPool([...row], 3, 2, 1)).toEqual(backend === "cpu" ? lost : lost.with(2, 1));
  });

  test("averages do not spread a NaN to windows without it", async () => {
    const layer = aloneLayer(adaptiveAvgPool2d([1, 3]), [1, 1, 4]);
    const input = tensor([1, 1, 1, 4], Float32Array.of(NaN, 1, 2, Infinity));
    const { output, inputGradient } = await runLayer(layer, input, tensor([1, 1, 1, 3], Float32Array.of(NaN, 1, 2)));
    expect([...output.data]).toEqual([NaN, 1.5, Infinity]);
    expect([...inputGradient.data]).toEqual([NaN, NaN, 1.5, 1]);
  });
});

/** y and, for a gradient of ones, dx of tf.maxPool over a row. */
function stockMaxPool(row: readonly number[], size: number, step: number, padding: number): number[] {
  const none: [number, number] = [0, 0];
  const attributes = {
    filterSize: [1, size],
    strides: [1, step],
    pad: [none, none, [padding, padding], none],
    dimRoundingMode: "floor",
  };
  return tf.tidy(() => {
    const input = tf.tensor4d([...row], [1, 1, row.length, 1]);
    const output = tf.engine().runKernel<tf.Tensor>("MaxPool", { x: input }, attributes);
    const dy = tf.onesLike(output);
    const dx = tf.engine().runKernel<tf.Tensor>("MaxPoolGrad", { dy, input, output }, attributes);
    return [...output.dataSync(), ...dx.dataSync()];
  });
}
