import { describe, expect, it } from "vitest";
import { f32Place, ulpDistance } from "../src/check/ulp-distance.ts";

const TINY = 2 ** -149;
const LARGEST = (2 - 2 ** -23) * 2 ** 127;

describe("f32Place", () => {
  it("grows by 1 from each f32 to the next, wherever the exponent changes, through subnormals and zero", () => {
    const ends = [-LARGEST, -(2 ** 64), -1, -(2 ** -126), -TINY, 0, 2 ** -126, 1, 2, 3, 2 ** 64, LARGEST];
    for (const end of ends) {
      const around = [-2, -1, 0, 1, 2].map((steps) => neighbour(end, steps)).filter(Number.isFinite);
      const places = around.map(f32Place);
      expect(places).toEqual(places.map((_, index) => places[0]! + index));
      expect(around).toEqual(around.toSorted((a, b) => a - b));
    }
  });
  it("gives both zeros one place", () => {
    expect(f32Place(-0)).toBe(f32Place(0));
  });
});

describe("ulpDistance", () => {
  it.each([
    [1, 1, 0],
    [1, 1 + 2 ** -23, 1],
    [1, 1 - 2 ** -24, 1],
    [1, 2, 2 ** 23],
    [-TINY, TINY, 2],
    [0, -0, 0],
    [LARGEST, Infinity, 1],
    [-Infinity, Infinity, 2 * 0x7f800000],
    [NaN, NaN, 0],
    [NaN, 1, Infinity],
    [1, NaN, Infinity],
    [1, 1 + 2 ** -30, 0],
  ])("of %d and %d is %d", (a, b, expected) => {
    expect(ulpDistance(a, b)).toBe(expected);
    expect(ulpDistance(b, a)).toBe(expected);
  });
});

/** The f32 so many steps above a number, by the bits of its magnitude: zero lies between the smallest of both signs. */
function neighbour(value: number, steps: number): number {
  const bits = new DataView(new ArrayBuffer(4));
  bits.setFloat32(0, Math.abs(value));
  const magnitude = bits.getInt32(0) + (value < 0 ? -steps : steps);
  bits.setInt32(0, Math.abs(magnitude));
  return value < 0 === magnitude < 0 ? bits.getFloat32(0) : -bits.getFloat32(0);
}
