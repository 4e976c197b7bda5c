import type { NumberArray } from "@lockstep/core";
import { expect, it } from "vitest";
import { arrayRows } from "../data/array-rows.ts";
import type { ModelRows } from "../data/model-rows.ts";
import { parseScaling } from "./input-scaling.ts";
import { prepareData, type PreparedData } from "./prepare-data.ts";

const MODEL = {
  name: "m.onnx",
  inputShape: [2, 1],
  outputShape: [3],
  loss: "cross-entropy",
  classes: undefined,
} as const;

/** Rows [r, 100 + r] with the class r mod 3. */
function countingRows(count: number): ModelRows {
  const data = Uint8Array.from({ length: 2 * count }, (_, index) => (index % 2) * 100 + Math.floor(index / 2));
  const inputs: NumberArray = { type: "u8", shape: [count, 2], data };
  const labels: NumberArray = {
    type: "i64",
    shape: [count],
    data: BigInt64Array.from({ length: count }, (_, row) => BigInt(row % 3)),
  };
  return arrayRows({ name: "x", array: inputs }, { name: "y", array: labels });
}

function prepare(flags: Parameters<typeof parseScaling>[0], fixedRows: number | null = null): PreparedData {
  const rows = countingRows(40);
  const data = { name: "d", rows, test: countingRows(10), share: 0.25 };
  return prepareData(data, MODEL, { scaling: parseScaling(flags), rows: null, fixedRows, seed: 1 });
}

it("gives inputs in the model's shape, each with the target of its row", () => {
  const { training, validation, test, bytes } = prepare({});
  expect([training, validation!, test!].map(({ inputs }) => inputs.shape)).toEqual([
    [30, 2, 1],
    [10, 2, 1],
    [10, 2, 1],
  ]);
  expect(bytes).toBe(true);
  for (const { inputs, targets, rowCount } of [training, validation!, test!]) {
    for (let row = 0; row < rowCount; row++) {
      expect(inputs.data[2 * row + 1]).toBe(100 + inputs.data[2 * row]!);
      expect(targets.data[row]).toBe(inputs.data[2 * row]! % 3);
    }
  }
});

it("scales all parts alike, by mean and deviation of the training rows", () => {
  const plain = prepare({});
  const { training, validation, test, scaling } = prepare({ standardize: true });
  const column = (data: Float32Array, position: number): number[] =>
    [...data].filter((_, index) => index % 2 === position);
  for (const position of [0, 1]) {
    const values = column(training.inputs.data, position);
    expect(values.reduce((sum, value) => sum + value, 0) / 30).toBeCloseTo(0, 5);
    expect(values.reduce((sum, value) => sum + value ** 2, 0) / 30).toBeCloseTo(1, 5);
    const [mean, std] = [scaling.mean[position]!, scaling.std[position]!];
    for (const [part, unscaled] of [
      [validation!, plain.validation!],
      [test!, plain.test!],
    ] as const) {
      const expected = column(unscaled.inputs.data, position).map((value) => (value - mean) / std);
      for (const [index, value] of column(part.inputs.data, position).entries())
        expect(value).toBeCloseTo(expected[index]!, 5);
    }
  }
});

it("makes every part whole batches where the file fixes their length", () => {
  const { training, validation, test } = prepare({}, 4);
  expect([training, validation!, test!].map(({ rowCount }) => rowCount)).toEqual([32, 8, 8]);
  expect(() => prepare({}, 11)).toThrow(/must have at least 11 rows: the model's file fixes/);
});
