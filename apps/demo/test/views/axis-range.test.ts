import { describe, expect, it } from "vitest";
import { decadesOf, highestLoss, lastEpochOfAxis } from "../../src/train-section/views/plot/axis-range.ts";

describe("the axis of losses", () => {
  it("holds every finite value", () => {
    const end = highestLoss([
      [0.1, null, 2.5],
      [undefined, 2.4],
    ]);
    expect(end).toBeGreaterThan(2.5);
    expect(end).toBeLessThan(3);
  });
  it.each([[[]], [[NaN, Infinity, null]], [[0, 0]], [[-3]]])("is there for %j", (values) => {
    expect(highestLoss([values])).toBe(1);
  });
  it("stays finite for losses that nearly overflow", () => {
    expect(highestLoss([[Number.MAX_VALUE, Infinity]])).toBeLessThan(Infinity);
  });
});

describe("the axis of epochs", () => {
  it("holds all epochs, and never ends before two", () => {
    for (let epochs = 0; epochs <= 1200; epochs++) {
      const end = lastEpochOfAxis(epochs, 1000);
      expect(end).toBeGreaterThanOrEqual(Math.max(2, epochs));
      expect(end).toBeLessThanOrEqual(Math.max(1000, epochs));
    }
  });
  it("never shrinks while a run goes on, and grows in few jumps", () => {
    const ends = Array.from({ length: 60 }, (_, epochs) => lastEpochOfAxis(epochs + 1, 60));
    expect(ends).toEqual(ends.toSorted((a, b) => a - b));
    expect(ends.at(-1)).toBe(60);
    expect(new Set(ends).size).toBeLessThan(9);
  });
  it("ends with a run of few epochs", () => {
    expect(lastEpochOfAxis(1, 3)).toBe(3);
  });
});

describe("the decades of differences", () => {
  it("are those asked for, if nothing lies outside", () => {
    expect(decadesOf([[null, 0, NaN, Infinity, -1], [1e-6]], -9, 0)).toEqual([1e-9, 1]);
  });
  it("grow to hold smaller and larger values", () => {
    const [low, high] = decadesOf([[3e-12], [40]], -9, 0);
    expect(low).toBeLessThanOrEqual(3e-12);
    expect(high).toBeGreaterThanOrEqual(40);
    expect(high).toBeCloseTo(100);
  });
});
