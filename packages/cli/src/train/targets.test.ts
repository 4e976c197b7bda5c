import type { NumberArray } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import type { ModelRows } from "../data/model-rows.ts";
import type { RowTargets } from "../data/row-targets.ts";
import { classTargets } from "./class-targets.ts";
import { valueTargets } from "./value-targets.ts";

function rowsWith(targets: RowTargets, rowCount: number): ModelRows {
  return {
    name: "d",
    rowCount,
    rowShape: [1],
    bytes: false,
    targets,
    targetsName: "d",
    gather: () => new Float32Array(0),
  };
}

function numbers(shape: readonly number[], ...data: readonly number[]): ModelRows {
  const values: NumberArray = { type: "f64", shape, data: Float64Array.from(data) };
  return rowsWith({ kind: "numbers", values }, shape[0]!);
}

const names = (...classes: readonly string[]): ModelRows =>
  rowsWith({ kind: "names", labels: Int32Array.of(0, 1, 1), classes }, 3);

describe("classTargets", () => {
  it("keeps indices, also where some classes do not occur, and finds the ones of one-hot rows", () => {
    expect(classTargets(numbers([3], 0, 3, 1), 4)).toEqual(Int32Array.of(0, 3, 1));
    expect(classTargets(numbers([2, 3], 0, 0, 1, 1, 0, 0), 3)).toEqual(Int32Array.of(2, 0));
  });

  it("numbers names as the rows that are trained on do", () => {
    expect(classTargets(names("a", "b"), 2)).toEqual(Int32Array.of(0, 1, 1));
    expect(classTargets(names("b", "c"), 3, ["a", "b", "c"])).toEqual(Int32Array.of(1, 2, 2));
  });

  it.each<[string, ModelRows, number, readonly string[] | undefined, RegExp]>([
    ["a class too large", numbers([2], 0, 4), 4, undefined, /d, row 2 must have a class in \[0, 3\].*got 4/],
    ["a negative class", numbers([2], -1, 0), 4, undefined, /d, row 1 must have a class/],
    ["a fraction", numbers([2], 0, 0.5), 4, undefined, /element 1 must be an integer/],
    ["two hot ones", numbers([1, 2], 1, 1), 2, undefined, /must be one class a row/],
    ["too few names", names("a", "b"), 3, undefined, /must have 3 classes/],
    ["a new name", names("a", "z"), 2, ["a", "b"], /d, row 2 must have one of the classes.*got "z".*They are a, b/],
  ])("refuses %s", (_, rows, count, known, message) => {
    expect(() => classTargets(rows, count, known)).toThrow(message);
  });
});

describe("valueTargets", () => {
  it("takes numbers of any shape that are as many as the output's", () => {
    expect(valueTargets(numbers([2], 0.5, 2), [1], "mse")).toEqual(Float32Array.of(0.5, 2));
    expect(valueTargets(numbers([1, 2, 2], 1, 2, 3, 4), [4], "l1")).toEqual(Float32Array.of(1, 2, 3, 4));
  });

  it.each<[string, ModelRows, readonly number[], "mse" | "bce", RegExp]>([
    ["other sizes", numbers([2], 1, 2), [2], "mse", /must have 2 numbers a row.*got \[2\]/],
    ["what is not finite", numbers([2], 1, NaN), [1], "mse", /d, row 2 must have finite targets, got NaN/],
    ["no probabilities", numbers([1, 2], 0, 1.5), [2], "bce", /d, row 1 must have targets in \[0, 1\].*got 1\.5/],
    ["names", names("a", "b"), [1], "mse", /must be numbers for --loss mse/],
  ])("refuses %s", (_, rows, shape, loss, message) => {
    expect(() => valueTargets(rows, shape, loss)).toThrow(message);
  });
});
