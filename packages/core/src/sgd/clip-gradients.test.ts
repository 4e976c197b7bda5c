import { describe, expect, it } from "vitest";
import type { NamedTensors } from "../tensor/tensor.ts";
import { clipGradients } from "./clip-gradients.ts";
import { clipByNorm } from "./gradient-clip.ts";
import { sgd } from "./sgd.ts";
import { sgdStep } from "./sgd-step.ts";
import { updateParameters } from "./update-parameters.ts";

/** Eight gradients whose squares vanish one by one beside a 1, and count together: each is a quarter of its ulp. */
const SMALL = Array.from({ length: 8 }, () => 2 ** -27);
/** The two norms lead to neighbouring f32 factors. */
const LIMIT = 0.5000005298023522;

describe("the norm that clips", () => {
  it("adds up the parameters in their order", () => {
    const one = Float32Array.of(1);
    const others = SMALL.map((value) => Float32Array.of(value));
    const [largestFirst, largestLast] = [
      [one.slice(), ...others.map((other) => other.slice())],
      [...others.map((other) => other.slice()), one.slice()],
    ];
    clipGradients(largestFirst, clipByNorm(LIMIT));
    clipGradients(largestLast, clipByNorm(LIMIT));
    expect(largestFirst[0]![0]).toBe(factor(1));
    expect(largestLast.at(-1)![0]).toBe(factor(Math.sqrt(1 + 2 ** -51)));
    expect(factor(1)).not.toBe(factor(Math.sqrt(1 + 2 ** -51)));
  });
  it("adds up each parameter by itself, in row-major order", () => {
    const [largestFirst, largestLast] = [Float32Array.of(1, ...SMALL), Float32Array.of(...SMALL, 1)];
    clipGradients([largestFirst], clipByNorm(LIMIT));
    clipGradients([largestLast], clipByNorm(LIMIT));
    expect(largestFirst[0]).toBe(factor(1));
    expect(largestLast.at(-1)).toBe(factor(Math.sqrt(1 + 2 ** -51)));
    // A sum of its own for each parameter: the small ones are together before they meet the 1.
    const apart = [Float32Array.of(1), Float32Array.from(SMALL)];
    clipGradients(apart, clipByNorm(LIMIT));
    expect(apart[0]![0]).toBe(factor(Math.sqrt(1 + 2 ** -51)));
  });
  it("is taken in the order of the engine's parameters, not of the gradients", () => {
    const values = [1, ...SMALL].map((value, index) => [`${index}.bias`, Float32Array.of(value)] as const);
    const zeros = (): NamedTensors =>
      Object.fromEntries(values.map(([name]) => [name, { shape: [1], data: new Float32Array(1) }]));
    const parameters = zeros();
    const step = sgdStep(sgd({ learningRate: 1, clip: clipByNorm(LIMIT) }), 0);
    updateParameters(parameters, Object.fromEntries(values.toReversed()), zeros(), 1, step);
    expect(parameters["0.bias"]!.data[0]).toBe(-factor(1));
  });
});

/** What clipping multiplies a 1 by, given the norm. */
function factor(norm: number): number {
  return Math.fround(LIMIT / (norm + 1e-6));
}
