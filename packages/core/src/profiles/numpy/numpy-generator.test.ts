import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LockstepError } from "../../errors/lockstep-error.ts";
import { NumpyGenerator } from "./numpy-generator.ts";
import { onnxDropout } from "./onnx-dropout.ts";

describe("NumpyGenerator", () => {
  it("goes on from a state saved anywhere", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(700), fc.nat(50), (seed, before, rows) => {
        const generator = new NumpyGenerator(seed);
        generator.randomSample(before);
        generator.permutation(rows);
        const resumed = new NumpyGenerator(1);
        resumed.setState(JSON.parse(JSON.stringify(generator.state)));
        expect(resumed.permutation(100)).toEqual(generator.permutation(100));
        expect(resumed.randomSample(10)).toEqual(generator.randomSample(10));
      }),
      { numRuns: 30, seed: 1 },
    );
  });
  it("permutes", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(300), (seed, count) => {
        const order = [...new NumpyGenerator(seed).permutation(count)];
        expect(order.toSorted((a, b) => a - b)).toEqual([...Array(count).keys()]);
      }),
      { numRuns: 100, seed: 1 },
    );
  });
  it("keeps what is at least the ratio of the numbers it would give", () => {
    const keep = new NumpyGenerator(3).dropoutKeep(0.3, 1000);
    expect(keep).toEqual(Uint8Array.from(new NumpyGenerator(3).randomSample(1000), (u) => +(u >= 0.3)));
  });
  it.each([
    () => new NumpyGenerator(-1),
    () => new NumpyGenerator(2 ** 32),
    () => new NumpyGenerator(1).randomSample(-1),
    () => new NumpyGenerator(1).dropoutKeep(NaN, 1),
    () => new NumpyGenerator(1).setState({ ...new NumpyGenerator(1).state, profile: "torch-cpu" } as never),
    () => onnxDropout({ data: new Float32Array(2), ratio: 1, trainingMode: true }),
    () => onnxDropout({ data: new Float32Array(2), ratio: NaN }),
    () => onnxDropout({ data: new Float32Array(2), training_mode: true } as never),
    () => onnxDropout({ data: new Float32Array(2), seed: 0.5 }),
    () => onnxDropout({ data: [1, 2] } as never),
  ])("refuses %s", (call) => {
    expect(call).toThrow(LockstepError);
  });
});

describe("dropoutKeep", () => {
  it("keeps what is just at the ratio, as numpy's >= does", () => {
    const [ratio] = new NumpyGenerator(3).randomSample(1);
    expect(new NumpyGenerator(3).dropoutKeep(ratio!, 1)).toEqual(Uint8Array.of(1));
  });
});

describe("onnxDropout", () => {
  it("is the identity out of training and at ratio 0, with everything kept", () => {
    const data = Float32Array.of(1, -2, NaN);
    for (const options of [{ data }, { data, ratio: 0, trainingMode: true }]) {
      expect(onnxDropout(options)).toEqual({ output: data, mask: Uint8Array.of(1, 1, 1) });
    }
    expect(onnxDropout({ data }).output).not.toBe(data);
  });
});
