import type { NumberArray } from "@lockstep/core";
import { expect, it } from "vitest";
import type { RowTargets } from "../data/row-targets.ts";
import { chooseLoss } from "./choose-loss.ts";
import type { FinalActivation } from "./final-activation.ts";

function numbers(shape: readonly number[], ...data: readonly number[]): RowTargets {
  const values: NumberArray = { type: "f64", shape, data: Float64Array.from(data) };
  return { kind: "numbers", values };
}

const NAMES: RowTargets = { kind: "names", labels: Int32Array.of(0, 1), classes: ["no", "yes"] };

it.each<[string, RowTargets, readonly number[], FinalActivation | null, string]>([
  ["names", NAMES, [2], null, "cross-entropy"],
  ["two names for one output", NAMES, [1], null, "bce"],
  ["class indices", numbers([3], 0, 2, 1), [3], "Softmax", "cross-entropy"],
  ["class indices as a column", numbers([2, 1], 0, 2), [3], null, "cross-entropy"],
  ["one-hot rows", numbers([2, 2], 0, 1, 1, 0), [2], "Softmax", "cross-entropy"],
  ["several answers of yes or no", numbers([2, 2], 1, 1, 0, 0), [2], "Sigmoid", "bce"],
  ["zeros and ones for one output", numbers([2], 0, 1), [1], null, "bce"],
  ["values for one output", numbers([2], 0.5, 1), [1], null, "mse"],
  ["whole numbers for one output", numbers([2], 3, 7), [1], null, "mse"],
  ["values for several outputs", numbers([1, 2], 0.5, 1), [2], null, "mse"],
  ["zeros and ones that are no one-hot rows", numbers([1, 2], 1, 1), [2], null, "mse"],
])("%s", (_, targets, outputShape, end, expected) => {
  const { name, reason } = chooseLoss(targets, outputShape, end);
  expect(name).toBe(expected);
  expect(reason).not.toBeNull();
});
