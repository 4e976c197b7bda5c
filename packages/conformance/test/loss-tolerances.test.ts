import { meanSquaredError, negativeLogLikelihood, softmaxCrossEntropy, type Tensor } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { lossTolerances } from "../src/tolerance/loss-tolerances.ts";

const U = 2 ** -24;
const outputs: Tensor = { shape: [2, 3], data: Float32Array.of(1, 2, 3, -1, 100, 0.5) };

describe("bounds of a loss", () => {
  it("count the row's chain, its weight and the sum over rows", () => {
    const { sum } = lossTolerances({}, { loss: meanSquaredError(), outputs });
    // Difference, square, three terms, a division; weight; two rows.
    expect(sum([10]).absolute).toBeCloseTo((2 + 3 + 8 + 1 + 2) * 10 * U, 12);
  });
  it("refer to the loss, or to 1 a row where a cross-entropy is nearly 0", () => {
    const { sum } = lossTolerances({}, { loss: softmaxCrossEntropy(), outputs });
    expect(sum([1e-9]).absolute).toBe(sum([1]).absolute);
    expect(sum([10]).absolute).toBeGreaterThan(5 * sum([1]).absolute);
  });
  it("refer to the log-probabilities of both signs", () => {
    const { sum } = lossTolerances({}, { loss: negativeLogLikelihood(), outputs });
    expect(sum([0]).absolute).toBeCloseTo(4 * 100 * Math.SQRT2 * U, 12);
  });
  it("grow with the weights of the rows", () => {
    const loss = softmaxCrossEntropy();
    const light = lossTolerances({}, { loss, outputs, weights: [1, 1] });
    const heavy = lossTolerances({}, { loss, outputs, weights: [10, 10] });
    expect(heavy.sum([0]).absolute).toBeCloseTo(10 * light.sum([0]).absolute, 12);
    expect(heavy.mean([0]).absolute).toBeCloseTo(light.mean([0]).absolute, 12);
  });
  it("read gradients off weights that hold the outputs", () => {
    const { gradient } = lossTolerances({}, { loss: meanSquaredError(), outputs });
    expect(gradient([0]).absolute).toBe(100 * U);
  });
});
