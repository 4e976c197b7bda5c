import { describe, expect, it } from "vitest";
import { tensor } from "../tensor/tensor.ts";
import { planBatches } from "./plan-batches.ts";
import { arrayDataset } from "./dataset.ts";

const inputs = tensor([3, 2], Float32Array.of(1, 2, 3, 4, 5, 6));
const targets = tensor([3], Int32Array.of(7, 8, 9));

describe("arrayDataset", () => {
  it("gathers rows in the order asked for, as copies", () => {
    const data = arrayDataset({ inputs, targets });
    const gathered = data.gather([2, 0, 2]);
    expect(gathered.inputs).toEqual({ shape: [3, 2], data: Float32Array.of(5, 6, 1, 2, 5, 6) });
    expect(gathered.targets).toEqual({ shape: [3], data: Int32Array.of(9, 7, 9) });
    gathered.inputs.data.fill(0);
    expect(inputs.data[0]).toBe(1);
  });
  it("knows its content again, to the bit, the sign, the order and the type", () => {
    const fingerprintOf = (
      values: Float32Array | Int32Array,
      labels: Float32Array | Int32Array = targets.data,
    ): string =>
      arrayDataset({ inputs: tensor([3, 2], values as Float32Array), targets: tensor([3], labels) }).fingerprint();
    const others = [
      fingerprintOf(Float32Array.of(1, 2, 3, 4, 5, 7)),
      fingerprintOf(Float32Array.of(-1, -2, -3, -4, -5, -6)),
      fingerprintOf(Float32Array.of(-1, 2, 3, -4, 5, 6)),
      fingerprintOf(Float32Array.of(2, 1, 3, 4, 5, 6)),
      fingerprintOf(inputs.data, Int32Array.of(7, 9, 8)),
      fingerprintOf(inputs.data, Float32Array.of(7, 8, 9)),
    ];
    expect(fingerprintOf(inputs.data.slice())).toBe(arrayDataset({ inputs, targets }).fingerprint());
    expect(new Set([fingerprintOf(inputs.data), ...others]).size).toBe(7);
  });
  it.each([
    ["nothing", undefined, /inputs must be a tensor/],
    ["nested lists", [[1, 2]], /inputs must be a tensor/],
    ["a shape without numbers", { shape: [3, 2] }, /inputs must be a tensor/],
    [
      "f64, which int32 would cut",
      { shape: [3, 2], data: new Float64Array(6) },
      /inputs must be a tensor of Float32Array/,
    ],
    ["integers", { shape: [3, 2], data: new Int32Array(6) }, /inputs must be a tensor of Float32Array/],
  ])("refuses %s for inputs", (_name, wrong, message) => {
    expect(() => arrayDataset({ inputs: wrong as never, targets })).toThrow(message);
  });
  it("refuses targets that are neither classes nor values", () => {
    const bytes = { shape: [3], data: Uint8Array.of(7, 8, 9) };
    expect(() => arrayDataset({ inputs, targets: bytes as never })).toThrow(
      /targets must be a tensor of Float32Array or Int32Array.*Int32Array.from/,
    );
    expect(() => arrayDataset({ inputs } as never)).toThrow(/targets must be a tensor/);
  });
  it("refuses what does not fit", () => {
    expect(() => arrayDataset({ inputs, targets: tensor([2], Int32Array.of(1, 2)) })).toThrow(
      /targets must have 3 rows/,
    );
    expect(() => arrayDataset({ inputs: tensor([3], Float32Array.of(1, 2, 3)), targets })).toThrow(/\[rows, \.\.\.\]/);
    const none = { inputs: tensor([0, 2], new Float32Array(0)), targets: tensor([0], new Int32Array(0)) };
    expect(() => arrayDataset(none)).toThrow(/at least one row/);
    expect(() => arrayDataset({ inputs, targets }).gather([3])).toThrow(/row index must be in \[0, 2\], got 3/);
    const short = { shape: [3, 2], data: Float32Array.of(1, 2, 3) };
    expect(() => arrayDataset({ inputs: short, targets })).toThrow(/needs 6 elements, got 3/);
    expect(() => tensor([2, 2], Float32Array.of(1))).toThrow(/needs 4 elements, got 1/);
  });
});

describe("planBatches", () => {
  it.each([
    [{ rowCount: 0, batchSize: 4, seed: 1 }, /rowCount must be an integer of at least 1, got 0/],
    [{ rowCount: 9, batchSize: 0, seed: 1 }, /batchSize must be an integer of at least 1, got 0/],
    [{ rowCount: 9, batchSize: 2.5, seed: 1 }, /batchSize must be an integer of at least 1, got 2.5/],
    [{ rowCount: 9, batchSize: 4 }, /seed is needed to shuffle/],
    [{ rowCount: 9, batchSize: 10, seed: 1, lastBatch: "drop" as const }, /batchSize must be at most rowCount \(9\)/],
    [{ rowCount: 9, batchSize: 4, seed: 1, order: "random" as never }, /order must be one of/],
    [{ rowCount: 9, batchSize: 4, seed: 1, dropLast: true }, /Use lastBatch: "drop"/],
  ])("refuses %o", (options, message) => {
    expect(() => planBatches(options)).toThrow(message);
  });
  it("refuses a batch or a position that does not exist", () => {
    const plan = planBatches({ rowCount: 9, batchSize: 4, order: "sequential" });
    expect(plan.rows(0, 2)).toEqual([8]);
    expect(() => plan.rows(0, 3)).toThrow(/batch must be an integer in \[0, 2\]/);
    expect(() => plan.rowAt(0, 9)).toThrow(/position/);
  });
  it("plans epochs up to 2^32 - 1", () => {
    const plan = planBatches({ rowCount: 9, batchSize: 4, seed: 1 });
    expect(plan.rows(2 ** 32 - 1, 0)).toHaveLength(4);
    expect(() => plan.rows(2 ** 32, 0)).toThrow(/epoch/);
  });
  it("plans the largest data set without memory for it", () => {
    const plan = planBatches({ rowCount: 2 ** 53 - 1, batchSize: 128, seed: 1 });
    const rows = plan.rows(1, 1_000_000_007);
    expect(new Set(rows).size).toBe(128);
    expect(rows[5]).toBe(plan.rowAt(1, 128 * 1_000_000_007 + 5));
  });
});
