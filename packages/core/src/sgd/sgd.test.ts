import { describe, expect, it } from "vitest";
import { sgd, sgdStep } from "./sgd.ts";

describe("sgd", () => {
  it("fills in its defaults", () => {
    expect(sgd({ learningRate: 0.1 })).toEqual({
      kind: "sgd",
      learningRate: 0.1,
      momentum: 0,
      dampening: 0,
      nesterov: false,
      weightDecay: 0,
    });
  });
  it("spares the first gradient from dampening", () => {
    const optimizer = sgd({ learningRate: 0.1, momentum: 0.9, dampening: 0.25 });
    expect([0, 1, 2].map((step) => sgdStep(optimizer, step).gradientScale)).toEqual([1, 0.75, 0.75]);
  });
  it.each([
    [{ learningRate: -1 }, /learningRate must be a number of at least 0, got -1/],
    [{ learningRate: NaN }, /learningRate.*got NaN/],
    [{} as never, /learningRate.*got undefined/],
    [{ learningRate: 0.1, momentum: 1 }, /momentum must be a number in \[0, 1\), got 1/],
    [{ learningRate: 0.1, weightDecay: -0.1 }, /weightDecay/],
    [{ learningRate: 0.1, nesterov: true }, /nesterov needs momentum above 0/],
    [{ learningRate: 0.1, momentum: 0.9, dampening: 0.1, nesterov: true }, /nesterov needs.*dampening 0/],
    [{ lr: 0.1 } as never, /Name it learningRate/],
  ])("refuses %o", (options, message) => {
    expect(() => sgd(options)).toThrow(message);
  });
});
