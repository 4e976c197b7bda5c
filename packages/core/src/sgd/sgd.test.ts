import { describe, expect, it } from "vitest";
import { clipByNorm, clipByValue } from "./gradient-clip.ts";
import { cosine } from "./schedules/cosine.ts";
import { exponential } from "./schedules/exponential.ts";
import { oneCycle } from "./schedules/one-cycle.ts";
import { sgd } from "./sgd.ts";
import { sgdStep } from "./sgd-step.ts";

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
  it("is plain data that checks to itself", () => {
    const optimizer = sgd({ learningRate: 0.1, momentum: 0.9, clip: clipByNorm(1), maxNorm: 3 });
    const { kind: _kind, ...options } = JSON.parse(JSON.stringify(optimizer));
    expect(sgd(options)).toEqual(optimizer);
  });
  it.each([
    [{ learningRate: -1 }, /learningRate must be a number of at least 0, got -1/],
    [{ learningRate: NaN }, /learningRate.*got NaN/],
    [{ learningRate: Infinity }, /learningRate.*got Infinity/],
    [{} as never, /learningRate.*got undefined/],
    [{ learningRate: { kind: "cosine" } } as never, /learningRate must be.*or a schedule.*scheduleFrom/],
    [{ learningRate: 0.1, momentum: 1 }, /momentum must be a number in \[0, 1\), got 1/],
    [{ learningRate: 0.1, momentum: cosine({ initial: 0.9, length: 5 }) } as never, /must be a number or a oneCycle/],
    [
      { learningRate: 0.1, momentum: oneCycle({ peak: 1, initial: 0.5, final: 0.5, length: 5 }) },
      /momentum: peak must be a number in \(0, 1\), got 1/,
    ],
    [
      { learningRate: 0.1, momentum: oneCycle({ peak: 0.9, initial: 0, final: 0, length: 5 }) },
      /momentum: initial must be a number in \(0, 1\), got 0/,
    ],
    [{ learningRate: 0.1, dampening: 1.1 }, /dampening/],
    [{ learningRate: 0.1, weightDecay: -0.1 }, /weightDecay/],
    [{ learningRate: 0.1, nesterov: true }, /nesterov needs momentum above 0/],
    [{ learningRate: 0.1, momentum: 0.9, dampening: 0.1, nesterov: true }, /nesterov needs.*dampening 0/],
    [{ learningRate: 0.1, nesterov: "yes" } as never, /nesterov must be true or false/],
    [{ learningRate: 0.1, clip: 1 } as never, /clip takes an options object, got 1/],
    [{ learningRate: 0.1, clip: { kind: "inf", limit: 1 } } as never, /clip: kind must be one of "value", "norm"/],
    [
      { learningRate: 0.1, clip: { kind: "norm", limit: 0 } as const },
      /clip: limit must be a number greater than 0, got 0/,
    ],
    [{ learningRate: 0.1, clip: { kind: "norm", limit: 1, norm_type: 2 } } as never, /the norm is the Euclidean one/],
    [{ learningRate: 0.1, maxNorm: 0 }, /maxNorm must be a number greater than 0, got 0.*Leave maxNorm out/],
    [{ learningRate: 0.1, maxNorm: NaN }, /maxNorm/],
    [{ lr: 0.1 } as never, /Name it learningRate/],
    [{ learningRate: 0.1, clipnorm: 1 } as never, /Keras's clipnorm clips each parameter alone/],
    [{ learningRate: 0.1, maximize: true } as never, /Turn the sign of the loss round/],
  ])("refuses %o", (options, message) => {
    expect(() => sgd(options)).toThrow(message);
  });
});

describe("clips", () => {
  it.each([0, -1, NaN, Infinity, "1" as never])("refuse a limit of %s", (limit) => {
    expect(() => clipByNorm(limit)).toThrow(/clipByNorm: limit must be a number greater than 0.*Leave clip out/);
    expect(() => clipByValue(limit)).toThrow(/clipByValue: limit must be a number greater than 0/);
  });
});

describe("sgdStep", () => {
  it("spares the first gradient from dampening", () => {
    const optimizer = sgd({ learningRate: 0.1, momentum: 0.9, dampening: 0.25 });
    expect([0, 1, 2].map((step) => sgdStep(optimizer, step).gradientScale)).toEqual([1, 0.75, 0.75]);
  });
  it("reads the schedules of rate and momentum at its moment", () => {
    const optimizer = sgd({
      learningRate: cosine({ initial: 0.5, final: 0.25, length: 2 }),
      momentum: oneCycle({ initial: 0.75, peak: 0.5, final: 0.75, length: 3, peakAt: 2 / 3 }),
    });
    expect(sgdStep(optimizer, 1, { epoch: 2 })).toMatchObject({ learningRate: 0.25, momentum: 0.5 });
    expect(sgdStep(optimizer, 0, { epoch: 0 })).toMatchObject({ learningRate: 0.5, momentum: 0.75 });
    expect(() => sgdStep(optimizer, 0)).toThrow(/cosine: epoch must be a count/);
  });
  it("multiplies the rate by a factor from elsewhere", () => {
    const optimizer = sgd({ learningRate: 0.5 });
    expect(sgdStep(optimizer, 7, { learningRateFactor: 0.25 }).learningRate).toBe(0.125);
    expect(sgdStep(optimizer, 7, { learningRateFactor: 0 }).learningRate).toBe(0);
    expect(() => sgdStep(optimizer, 7, { learningRateFactor: -1 })).toThrow(/learningRateFactor/);
    expect(() => sgdStep(optimizer, 7, { learningRateFactor: NaN })).toThrow(/learningRateFactor/);
  });
  it("refuses a rate that has grown beyond all numbers, and one that is none", () => {
    const growing = sgd({ learningRate: exponential({ initial: 1, factor: 10 }) });
    expect(() => sgdStep(growing, 0, { epoch: 309 })).toThrow(/the learning rate of step 0.*got Infinity/);
    const wrong = sgd({ learningRate: { kind: "mine", interval: "step", rateAt: () => NaN } });
    expect(() => sgdStep(wrong, 3)).toThrow(/the learning rate of step 3.*got NaN/);
  });
  it("hands on clipping and constraint, and leaves out what is off", () => {
    const optimizer = sgd({ learningRate: 0.5, clip: clipByValue(0.5), maxNorm: 2 });
    expect(sgdStep(optimizer, 0)).toMatchObject({ clip: { kind: "value", limit: 0.5 }, maxNorm: 2 });
    expect(Object.keys(sgdStep(sgd({ learningRate: 0.5 }), 0))).not.toContain("clip");
  });
});
