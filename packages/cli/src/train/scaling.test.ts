import { describe, expect, it } from "vitest";
import { parseScaling, requireScalingFits } from "./input-scaling.ts";
import { describeScaling, measureScaling, scaleInputs } from "./scale-inputs.ts";

describe("scaling", () => {
  it("multiplies, subtracts the channel's mean and divides by its deviation", () => {
    const wanted = parseScaling({ scale: "1/2", mean: "1,2", std: "0.5,4" });
    const { measured, ...scaling } = wanted;
    expect(measured).toBe(false);
    // Two rows of two channels of two numbers each.
    const values = Float32Array.of(2, 4, 4, 12, 0, 2, 8, 4);
    scaleInputs(scaling, values, [2, 2]);
    expect(values).toEqual(Float32Array.of(0, 2, 0, 1, -2, 0, 0.5, 0));
  });

  it("measures mean 0 and deviation 1 of each column, after the scale; a constant one becomes 0", () => {
    const values = Float32Array.of(1, 7, 3, 7, 5, 7);
    const scaling = measureScaling(parseScaling({ standardize: true, scale: "2" }), values, [2]);
    expect(scaling.mean).toEqual([6, 14]);
    scaleInputs(scaling, values, [2]);
    const first = [0, 2, 4].map((index) => values[index]!);
    expect(first.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 6);
    expect(first.reduce((sum, value) => sum + value ** 2, 0) / 3).toBeCloseTo(1, 6);
    expect([1, 3, 5].map((index) => values[index])).toEqual([0, 0, 0]);
  });

  it("leaves bits alone where nothing is asked for, and says nothing", () => {
    const { measured: _measured, ...scaling } = parseScaling({});
    const values = Float32Array.of(0.1, 3e38);
    scaleInputs(scaling, values, [2]);
    expect(values).toEqual(Float32Array.of(0.1, 3e38));
    expect(describeScaling(scaling)).toBeNull();
  });

  it("says what whoever feeds the model has to do", () => {
    const { measured: _measured, ...scaling } = parseScaling({ scale: "1/255", mean: "0.5", std: "0.25" });
    expect(describeScaling(scaling)).toBe(
      "multiplied by 0.00392157, then minus the mean (0.5), divided by the deviation (0.25)",
    );
  });

  it("refuses as many numbers as there are neither channels nor one", () => {
    expect(() => requireScalingFits({ scale: 1, mean: [1, 2, 3], std: [1] }, [1, 28, 28])).toThrow(
      /--mean must be one number, or 1/,
    );
  });
});
