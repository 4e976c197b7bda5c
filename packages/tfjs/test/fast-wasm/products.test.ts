import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import "../../src/fast-wasm/fast-wasm.ts";
import { batchIndices } from "../../src/fast-wasm/products/batch-indices.ts";
import { computeOn, expectBackendsToAgree, expectClose, filled } from "./on-both-backends.ts";

const FORMS = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
] as const;

/** Sizes on both sides of the threshold, long and thin ones, and such as no block divides. */
const SIZES = [
  [1, 1, 1],
  [3, 5, 2],
  [1, 200, 50],
  [50, 200, 1],
  [129, 1, 63],
  [33, 65, 47],
  [7, 300, 101],
  [128, 97, 10],
  [20, 20, 20],
] as const;

function stored(batch: readonly number[], rows: number, columns: number, transposed: boolean): number[] {
  return [...batch, ...(transposed ? [columns, rows] : [rows, columns])];
}

describe("matrix products of the wasm backend", () => {
  describe.each(FORMS)("transposeA %s, transposeB %s", (transposeA, transposeB) => {
    it.each(SIZES)("%i x %i x %i", async (rows, inner, columns) => {
      await expectBackendsToAgree(() =>
        tf.matMul(
          filled(stored([], rows, inner, transposeA)),
          filled(stored([], inner, columns, transposeB), 3),
          transposeA,
          transposeB,
        ),
      );
    });
    it.each([
      [[4], [4], 33, 21, 17],
      [[300], [300], 3, 5, 2],
      [[2, 3], [2, 3], 24, 30, 19],
      [[5], [1], 31, 40, 9],
      [[1], [5], 31, 40, 9],
      [[3], [2, 3], 25, 26, 27],
      [[40], [1], 2, 3, 4],
    ])("stacks %j and %j of %i x %i x %i", async (left, right, rows, inner, columns) => {
      await expectBackendsToAgree(() =>
        tf.matMul(
          filled(stored(left, rows, inner, transposeA)),
          filled(stored(right, inner, columns, transposeB), 3),
          transposeA,
          transposeB,
        ),
      );
    });
    it("broadcasts axes that the cpu backend repeats in the wrong order", async () => {
      for (const [rows, inner, columns] of [
        [3, 2, 4],
        [30, 31, 29],
      ] as const) {
        const a = (): tf.Tensor => filled(stored([2, 1], rows, inner, transposeA));
        const b = (): tf.Tensor => filled(stored([1, 3], inner, columns, transposeB), 3);
        const [ours] = await computeOn("wasm", () => tf.matMul(a(), b(), transposeA, transposeB));
        const [expected] = await computeOn("cpu", () => {
          const left = tf.tile(a(), [1, 3, 1, 1]);
          const right = tf.tile(b(), [2, 1, 1, 1]);
          return tf.matMul(left, right, transposeA, transposeB);
        });
        expect(ours!.shape).toEqual([2, 3, rows, columns]);
        expectClose(ours!.data, expected!.data, 2e-5);
      }
    });
    it.each([
      [0, 3, 4],
      [3, 0, 4],
      [3, 4, 0],
    ])("takes the empty %i x %i x %i", async (rows, inner, columns) => {
      const [product] = await computeOn("wasm", () =>
        tf.matMul(
          tf.zeros(stored([], rows, inner, transposeA)),
          tf.zeros(stored([], inner, columns, transposeB)),
          transposeA,
          transposeB,
        ),
      );
      expect(product).toEqual({ shape: [rows, columns], data: Array.from({ length: rows * columns }, () => 0) });
    });
    it("passes NaN and infinities on", async () => {
      await expectBackendsToAgree(() => {
        const a = filled(stored([], 30, 30, transposeA))
          .dataSync()
          .slice();
        a[31] = NaN;
        a[500] = Infinity;
        return tf.matMul(tf.tensor(a, [30, 30]), filled([30, 30], 3), transposeA, transposeB);
      });
    });
  });
  it("refuses what does not fit as the stock kernel does", async () => {
    await tf.setBackend("wasm");
    const run = (a: number[], b: number[], dtype: "float32" | "int32" = "float32"): unknown =>
      tf.tidy(() =>
        tf
          .engine()
          .runKernel("BatchMatMul", { a: tf.zeros(a, dtype), b: tf.zeros(b) }, { transposeA: true, transposeB: false }),
      );
    expect(() => run([30, 40], [31, 40])).toThrow(/inner shapes/);
    expect(() => run([30, 40], [30, 40], "int32")).toThrow(/not yet supported/);
    expect(() => run([2, 30, 40], [3, 30, 40])).toThrow(/broadcast/);
  });
});

describe("batchIndices", () => {
  it("counts as broadcasting does", () => {
    expect(batchIndices([2, 1], [3])).toEqual({ shape: [2, 3], a: [0, 0, 0, 1, 1, 1], b: [0, 1, 2, 0, 1, 2] });
    expect(batchIndices([], [2])).toEqual({ shape: [2], a: [0, 0], b: [0, 1] });
    expect(batchIndices([0], [1])).toEqual({ shape: [0], a: [], b: [] });
    expect(batchIndices([2], [3])).toBeUndefined();
  });
});
