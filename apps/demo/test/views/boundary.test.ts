import { describe, expect, it } from "vitest";
import { boundarySegments } from "../../src/train-section/views/boundary/boundary-segments.ts";
import { colourParts, heatPixels } from "../../src/train-section/views/boundary/heat-pixels.ts";
import { likelyClass } from "../../src/train-section/views/boundary/likely-class.ts";

/** A grid over [0, columns] x [0, rows] with the values of a function at the middles of its cells. */
function grid(columns: number, rows: number, value: (x: number, y: number) => number) {
  const values = Float32Array.from({ length: columns * rows }, (_, cell) =>
    value((cell % columns) + 0.5, Math.floor(cell / columns) + 0.5),
  );
  return { columns, rows, extent: [0, columns, 0, rows] as const, values };
}

describe("the line of one half", () => {
  it("lies where a linear probability is one half", () => {
    const segments = boundarySegments(grid(9, 5, (x) => x / 9));
    expect(segments).toHaveLength(4);
    for (const [x1, , x2] of segments) {
      expect(x1 + 0.5).toBeCloseTo(4.5, 5);
      expect(x2 + 0.5).toBeCloseTo(4.5, 5);
    }
  });
  it("is a circle around a hill", () => {
    const segments = boundarySegments(grid(41, 41, (x, y) => 1 - Math.hypot(x - 20.5, y - 20.5) / 20));
    const length = segments.reduce((sum, [x1, y1, x2, y2]) => sum + Math.hypot(x2 - x1, y2 - y1), 0);
    expect(length).toBeCloseTo(2 * Math.PI * 10, 0);
    for (const [x, y] of segments) expect(Math.hypot(x - 20, y - 20)).toBeCloseTo(10, 0);
  });
  it("is nowhere in a plane of one class, or of no numbers", () => {
    expect(boundarySegments(grid(4, 4, () => 0.9))).toEqual([]);
    expect(boundarySegments(grid(4, 4, () => NaN))).toEqual([]);
  });
});

describe("the likely class of a point", () => {
  const plane = grid(4, 2, (x) => x / 4);
  it("is that of its cell", () => {
    expect(likelyClass(plane, 0.2, 1.9)).toBe(0);
    expect(likelyClass(plane, 3.9, 0.1)).toBe(1);
  });
  it("is known on the rim, and not outside", () => {
    expect(likelyClass(plane, 4, 2)).toBe(1);
    expect(likelyClass(plane, 4.1, 1)).toBeNull();
    expect(likelyClass(plane, -0.1, 1)).toBeNull();
    expect(likelyClass(plane, 1, 2.1)).toBeNull();
  });
});

describe("the heat map", () => {
  it("begins at the upper left, with the likelier class's colour", () => {
    const pixels = heatPixels(
      grid(1, 3, (_, y) => [0, 0.5, 1][Math.floor(y)]!),
      [
        [10, 20, 30],
        [40, 50, 60],
      ],
    );
    expect([...pixels.subarray(0, 3)]).toEqual([40, 50, 60]);
    expect(pixels[7]).toBe(0);
    expect([...pixels.subarray(8, 11)]).toEqual([10, 20, 30]);
    expect(pixels[3]).toBe(pixels[11]);
  });
  it("reads colours as browsers compute them", () => {
    expect(colourParts("rgb(11, 95, 174)")).toEqual([11, 95, 174]);
  });
});
