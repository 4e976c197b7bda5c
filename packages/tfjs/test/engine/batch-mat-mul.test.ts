import type { Tensor } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";

import { batchMatMul } from "../../src/engine/batch-mat-mul.ts";
import { splitParts } from "../../src/engine/split-parts.ts";
import { sumVectors } from "../../src/engine/sum-vectors.ts";
import { seededTensor } from "./seeded-tensor.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";

const [STACK, HEADS] = [2, 3];

describe.each(BACKENDS)("on %s", (backend) => {
  beforeAll(() => startBackend(backend));
  afterEach(() => vi.restoreAllMocks());

  // On wasm products of 24 x 26 x 28 are taken one by one, smaller ones all at once.
  test.each([
    { rows: 24, inner: 26, columns: 28, calls: STACK * HEADS },
    { rows: 4, inner: 5, columns: 6, calls: 1 },
  ])("products of $rows x $inner x $columns, whatever is transposed", async ({ rows, inner, columns, calls }) => {
    const a = seededTensor(1, [STACK, HEADS, rows, inner], -1, 1);
    const b = seededTensor(2, [STACK, HEADS, inner, columns], -1, 1);
    const expected = productInDouble(a, b, rows, inner, columns);
    const product = vi.spyOn(tf.getKernel("BatchMatMul", backend), "kernelFunc");
    for (const transposed of [{}, { a: true }, { b: true }, { a: true, b: true }]) {
      const meant = (tensor: Tensor, isTransposed = false): tf.Tensor =>
        tf.tidy(() => {
          const whole = tf.tensor(tensor.data, [...tensor.shape]);
          return isTransposed ? tf.transpose(whole, [0, 1, 3, 2]) : whole;
        });
      const [left, right] = [meant(a, transposed.a), meant(b, transposed.b)];
      const before = tf.memory().numTensors;
      product.mockClear();
      const actual = batchMatMul(tf, left, right, transposed);
      // Nothing is left but the result, not even until an outer tidy ends.
      expect(tf.memory().numTensors).toBe(before + 1);
      expect(actual.shape).toEqual([STACK, HEADS, rows, columns]);
      expect(product).toHaveBeenCalledTimes(backend === "wasm" ? calls : 1);
      // A sum of `inner` products below 1: inner + 1 roundings of a sum below `inner`.
      const bound = (inner + 1) * inner * 2 ** -24;
      const data = await actual.data<"float32">();
      const far = data.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i]!)), 0);
      expect(far).toBeLessThan(bound);
      tf.dispose([left, right, actual]);
    }
  });

  test("parts are those of tf.split, to the bit", () => {
    tf.tidy(() => {
      const data = Uint32Array.from({ length: 4 * 3 * 5 }, (_, index) => 0x7fc00000 - 7 + index);
      const whole = tf.tensor(new Float32Array(data.buffer), [12, 5]);
      const bits = (parts: readonly tf.Tensor[]): readonly number[][] =>
        parts.map((part) => [...new Uint32Array(part.dataSync<"float32">().slice().buffer)]);
      const parts = splitParts(tf, whole, 4);
      expect(parts.map(({ shape }) => shape)).toEqual([
        [3, 5],
        [3, 5],
        [3, 5],
        [3, 5],
      ]);
      expect(bits(parts)).toEqual(bits(tf.split(whole, 4, 0)));
    });
  });

  test("sums over vectors are those in order, and a NaN stays in its column", () => {
    tf.tidy(() => {
      const { shape, data } = seededTensor(3, [100, 7], -1, 1);
      data[7 * 50 + 2] = NaN;
      const sums = sumVectors(tf, tf.tensor(data, [...shape])).dataSync<"float32">();
      const expected = new Float32Array(7);
      for (const [index, value] of data.entries()) expected[index % 7]! += value;
      // The cpu backend sums in f64.
      const bound = backend === "wasm" ? 0 : 100 * 10 * 2 ** -24;
      const off = sums.map((sum, column) => Math.abs(sum - expected[column]!));
      expect(off[2]).toBeNaN();
      expect(Math.max(...off.filter((_, column) => column !== 2))).toBeLessThanOrEqual(bound);
    });
  });
});

function productInDouble(a: Tensor, b: Tensor, rows: number, inner: number, columns: number): Float64Array {
  return Float64Array.from({ length: STACK * HEADS * rows * columns }, (_, index) => {
    const column = index % columns;
    const row = Math.floor(index / columns);
    const matrix = Math.floor(row / rows);
    let sum = 0;
    for (let k = 0; k < inner; k++) sum += a.data[row * inner + k]! * b.data[(matrix * inner + k) * columns + column]!;
    return sum;
  });
}
