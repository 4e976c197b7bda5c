import { describe, expect, it } from "vitest";
import { tensor } from "../tensor/tensor.ts";
import { balancedClassWeights, rowWeights } from "./class-weights.ts";
import { arrayDataset } from "./dataset.ts";

const labels = Int32Array.of(0, 2, 1, 0, 0, 2);

describe("class weights", () => {
  it("balanced ones give every class the same sum, and all rows together their number", () => {
    const weights = balancedClassWeights(labels, 3);
    expect([...weights]).toEqual([6 / 9, 6 / 3, 6 / 6]);
    const sums = [0, 1, 2].map((label) => labels.filter((other) => other === label).length * weights[label]!);
    for (const sum of sums) expect(sum).toBeCloseTo(2, 12);
  });
  it("become one weight a row", () => {
    expect(rowWeights(labels, [0.5, 0, 0.1])).toEqual(Float32Array.of(0.5, 0.1, 0, 0.5, 0.5, 0.1));
  });
  it.each([
    [() => balancedClassWeights(labels, 4), /class 3 must have at least one row to be balanced, got 0/],
    [() => balancedClassWeights(labels, 2), /label of row 1 must be a class in \[0, 1\], got 2/],
    [() => balancedClassWeights(labels, 0), /classes must be/],
    [() => balancedClassWeights(new Int32Array(0), 1), /class 0 must have at least one row/],
    [() => rowWeights(labels, [1, 1]), /label of row 1 .*got 2. Give every class a weight/],
    [() => rowWeights(labels, [1, -1, 1]), /class weights: weight 1 must be finite and not negative/],
    [() => rowWeights(labels, [0, 0, 0]), /positive, finite sum/],
    [() => rowWeights(labels, [1, 1e39, 1]), /class weights: weight 1 must be a number that f32 can hold, got 1e\+39/],
    [() => rowWeights([0, 1, 2] as never, [1, 1, 1]), /labels must be an Int32Array/],
    [() => balancedClassWeights(undefined as never, 2), /labels must be an Int32Array.*Int32Array.from/],
    [() => rowWeights(labels, { 0: 1, 1: 1, 2: 2 } as never), /takes a list of weights/],
  ])("refuse what makes no sense (%#)", (action, message) => {
    expect(action).toThrow(message);
  });
});

describe("row weights of a data set", () => {
  const inputs = tensor([3, 1], Float32Array.of(1, 2, 3));
  const targets = tensor([3], Int32Array.of(0, 1, 0));

  it("are gathered with their rows, and are part of its content", () => {
    const weights = Float32Array.of(0.5, 0, 2);
    const data = arrayDataset({ inputs, targets, weights });
    expect(data.gather([2, 0, 2]).weights).toEqual(Float32Array.of(2, 0.5, 2));
    expect(data.weights).toBe(weights);
    const without = arrayDataset({ inputs, targets });
    expect("weights" in without.gather([0])).toBe(false);
    const ones = arrayDataset({ inputs, targets, weights: Float32Array.of(1, 1, 1) });
    expect(new Set([data, without, ones].map((each) => each.fingerprint())).size).toBe(3);
  });
  it("pass through another data set made of gathered rows", () => {
    const data = arrayDataset({ inputs, targets, weights: Float32Array.of(0.5, 0, 2) });
    expect(arrayDataset(data.gather([2, 1])).gather([0, 1]).weights).toEqual(Float32Array.of(2, 0));
  });
  it.each([
    [Float32Array.of(1, 2), /weights must be a Float32Array of 3 numbers/],
    [[1, 1, 1], /weights must be a Float32Array of 3 numbers/],
    [Float32Array.of(1, NaN, 1), /weight 1 must be finite and not negative, got NaN/],
    [Float32Array.of(1, 1, -2), /weight 2 .*got -2/],
    [new Float32Array(3), /positive, finite sum, got 0/],
  ])("are refused as %o", (weights, message) => {
    expect(() => arrayDataset({ inputs, targets, weights: weights as Float32Array })).toThrow(message);
  });
  it("have a name of their own", () => {
    expect(() => arrayDataset({ inputs, targets, sampleWeight: 1 } as never)).toThrow(/Name it weights/);
    expect(() => arrayDataset({ inputs, targets, classWeight: 1 } as never)).toThrow(/rowWeights\(labels/);
  });
});
