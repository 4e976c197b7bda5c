import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import "../../src/fast-wasm/fast-wasm.ts";
import { computeOn, expectBackendsToAgree, filled } from "./on-both-backends.ts";

describe("rows on the wasm backend", () => {
  it.each([
    [[7], [0, 2, 2, 5, 0, 1, 2], 6],
    [[4, 3], [1, 1, 0, 1], 2],
    [[3, 2, 5], [2, 0, 2], 3],
  ])("sums rows of %j by %j", async (shape, ids, segments) => {
    await expectBackendsToAgree(() => tf.unsortedSegmentSum(filled(shape), tf.tensor1d(ids, "int32"), segments));
  });
  it("drops ids that are no segment, keeps NaN to its segment and integers whole", async () => {
    const [dropped, spared, whole] = await computeOn("wasm", () => [
      tf.unsortedSegmentSum(tf.tensor1d([1, 2, 4, 8]), tf.tensor1d([0, -1, 2, 1], "int32"), 2),
      tf.unsortedSegmentSum(tf.tensor1d([NaN, 2, 4]), tf.tensor1d([0, 1, 1], "int32"), 2),
      tf.unsortedSegmentSum(tf.tensor1d([2 ** 24, 1], "int32"), tf.tensor1d([0, 0], "int32"), 1),
    ]);
    expect(dropped!.data).toEqual([1, 8]);
    expect(spared!.data).toEqual([NaN, 6]);
    expect(whole!.data).toEqual([2 ** 24 + 1]);
  });
  it("refuses ids that do not fit and rows that cannot be added", async () => {
    await tf.setBackend("wasm");
    const sum = (x: tf.Tensor, ids: number[]): tf.Tensor => tf.unsortedSegmentSum(x, tf.tensor1d(ids, "int32"), 2);
    expect(() => tf.tidy(() => sum(tf.ones([3, 2]), [0, 1]))).toThrow(/must have one id for each row/);
    expect(() => tf.tidy(() => sum(tf.ones([2], "bool"), [0, 1]))).toThrow(/cannot be added up/);
  });
  it.each([
    [[6, 40], [5, 0, 0, 3], [4], 0, 0],
    [[6, 40], [5, 0, 0, 3], [2, 2], 0, 0],
    [[3, 6, 20], [5, 0, 3], [3], 1, 0],
    [[3, 6, 20], [5, 0, 3], [3], -2, 0],
    [[2, 6, 20], [5, 0, 1, 3], [2, 2], 1, 1],
    [[6, 2], [5, 1], [2], 0, 0],
    [[6], [5, 1, 1], [3], 0, 0],
  ])("gathers from %j rows %j shaped %j along axis %i, batch axes %i", async (shape, rows, of, axis, batch) => {
    for (const dtype of ["float32", "int32", "bool"] as const) {
      await expectBackendsToAgree(() => {
        const numbers = tf.mul(filled(shape), 100);
        const x = dtype === "bool" ? tf.greater(numbers, 0) : tf.cast(numbers, dtype);
        return tf.gather(x, tf.tensor(rows, of, "int32"), axis, batch);
      });
    }
  });
  it("differentiates a gather, and names a row that is not there", async () => {
    await expectBackendsToAgree(() => {
      const rows = tf.tensor1d([4, 1, 1, 0], "int32");
      return [0, 1].map((axis) => tf.grad((x) => tf.sum(tf.square(tf.gather(x, rows, axis))))(filled([5, 5, 3])));
    });
    for (const row of [-1, 6])
      expect(() => tf.tidy(() => tf.gather(tf.ones([6, 40]), tf.tensor1d([row], "int32")))).toThrow(
        `index value ${row} is not in [0, 5]`,
      );
  });
  it.each([
    [[9, 7], 0],
    [
      [3, 5, 6, 7],
      [0, 1, 2],
    ],
    [
      [3, 5, 6, 7],
      [2, 0, 1],
    ],
    [
      [3, 5, 6, 7],
      [-4, 1],
    ],
    [
      [3, 5, 6, 7],
      [1, 2],
    ],
    [[3, 5, 6, 7], 3],
    [
      [9, 7],
      [0, 1],
    ],
    [[1, 7], 0],
    [[0, 7], 0],
    [[500, 3], 0],
    [[500, 33], 0],
  ])("adds and averages %j over %j", async (shape, axis) => {
    await expectBackendsToAgree(() => {
      const x = filled(shape);
      return [tf.sum(x, axis), tf.sum(x, axis, true), tf.mean(x, axis), tf.mean(x, axis, true)];
    });
    await expectBackendsToAgree(() => tf.sum(tf.cast(tf.mul(filled(shape), 9), "int32"), axis));
  });
  it("passes NaN and infinities through sums of columns", async () => {
    await expectBackendsToAgree(() => tf.sum(tf.tensor2d([NaN, 1, 2, Infinity, 5, 1, -Infinity, 1, -3, 2], [2, 5]), 0));
  });
  it.each(["float32", "int32", "bool"] as const)("makes one-hot rows of dtype %s", async (dtype) => {
    await expectBackendsToAgree(() => tf.oneHot(tf.tensor1d([2, 0, 3, -1, 1], "int32"), 3, 1, 0, dtype));
    await expectBackendsToAgree(() => tf.oneHot(tf.tensor2d([2, 0, 1, 1], [2, 2], "int32"), 3, 1, 0, dtype));
  });
  it("clones without a copy, and a clone outlives its source", async () => {
    await tf.setBackend("wasm");
    const source = tf.tensor1d([1, 2, 3]);
    const copy = tf.clone(source);
    const cast = tf.cast(source, "float32");
    source.dispose();
    const other = tf.tensor1d([7, 8, 9]);
    expect(Array.from(copy.dataSync())).toEqual([1, 2, 3]);
    expect(Array.from(cast.dataSync())).toEqual([1, 2, 3]);
    tf.dispose([copy, cast, other]);
  });
});
