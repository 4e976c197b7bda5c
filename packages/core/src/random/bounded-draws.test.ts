import { describe, expect, it } from "vitest";
import { fillBelow, fillUniform53 } from "./bounded-draws.ts";
import { keyFromSeed } from "./key.ts";

function drawsBelow(size: number, count: number, first = 0): number[] {
  const out = new Float64Array(count);
  fillBelow(keyFromSeed(11), size, first, out);
  return Array.from(out);
}

describe("draws below a size", () => {
  it.each([1, 2, 3, 5, 2 ** 31 + 1, 2 ** 32, 2 ** 32 + 1, 2 ** 53 - 1])("are whole numbers below %s", (size) => {
    expect(drawsBelow(size, 1000).every((draw) => Number.isSafeInteger(draw) && draw >= 0 && draw < size)).toBe(true);
  });
  it("are the same however a run of them is cut", () => {
    const whole = drawsBelow(1000, 100, 2 ** 32 - 50);
    expect([...drawsBelow(1000, 60, 2 ** 32 - 50), ...drawsBelow(1000, 40, 2 ** 32 + 10)]).toEqual(whole);
  });
  it("are equally likely, where rejection is most needed too", () => {
    // Chi-square with size - 1 degrees of freedom: its mean, give or take six standard deviations.
    for (const size of [3, 5, 9, 33, 129]) {
      const counts = new Float64Array(size);
      for (const draw of drawsBelow(size, 1000 * size)) counts[draw]! += 1;
      const squares = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
      expect(Math.abs(squares - (size - 1)), `size ${size}`).toBeLessThan(6 * Math.sqrt(2 * (size - 1)));
    }
  });
});

describe("uniform draws of 53 bits", () => {
  it("are told apart by all 53 bits of their position", () => {
    const [near, far, whole] = [new Float64Array(2), new Float64Array(1), new Float64Array(3)];
    fillUniform53(keyFromSeed(1), 0, near);
    fillUniform53(keyFromSeed(1), 2 ** 32, far);
    fillUniform53(keyFromSeed(1), 2 ** 32 - 2, whole);
    expect(far[0]).not.toBe(near[0]);
    expect(whole[2]).toBe(far[0]);
  });
  it("are whole numbers below 2^53 that use their lowest bit and have the mean of a uniform", () => {
    const out = new Float64Array(10_000);
    fillUniform53(keyFromSeed(1), 0, out);
    expect(out.every((draw) => Number.isSafeInteger(draw) && draw >= 0)).toBe(true);
    expect(out.reduce((odd, draw) => odd + (draw % 2), 0) / 10_000).toBeCloseTo(0.5, 1);
    expect(out.reduce((sum, draw) => sum + draw / 2 ** 53, 0) / 10_000).toBeCloseTo(0.5, 1);
  });
});
