import { describe, expect, it } from "vitest";
import { firstAboveOne } from "./first-above-one.ts";

/** `length` zeros and ones that begin `offset` bytes into their buffer, between bytes that are neither. */
function bits(length: number, offset: number): Uint8Array {
  const around = new Uint8Array(offset + length + 8).fill(255);
  const view = around.subarray(offset, offset + length);
  for (let index = 0; index < length; index++) view[index] = (index * 7) % 3 === 0 ? 1 : 0;
  return view;
}

const OFFSETS = [0, 1, 2, 3, 4, 7];

describe("firstAboveOne", () => {
  it("finds nothing in zeros and ones, whatever is around them", () => {
    for (const offset of OFFSETS) {
      for (const length of [0, 1, 2, 3, 4, 5, 8, 11, 1023, 1024, 1025, 2051]) {
        expect(firstAboveOne(bits(length, offset)), `${length} bytes at ${offset}`).toBe(-1);
      }
    }
  });

  it("finds a byte at every place, by any of its high bits", () => {
    for (const offset of OFFSETS) {
      for (const length of [1, 3, 4, 5, 11, 29]) {
        for (let place = 0; place < length; place++) {
          for (const wrong of [2, 3, 4, 128, 255]) {
            const bytes = bits(length, offset);
            bytes[place] = wrong;
            expect(firstAboveOne(bytes), `${wrong} at ${place} of ${length}, at ${offset}`).toBe(place);
          }
        }
      }
    }
  });

  it("leaves no place out between blocks and at the end, and finds the first of several", () => {
    for (const offset of OFFSETS) {
      const bytes = bits(3003, offset);
      const missed = Array.from(bytes.keys()).filter((place) => {
        const right = bytes[place]!;
        bytes[place] = 9;
        const found = firstAboveOne(bytes);
        bytes[place] = right;
        return found !== place;
      });
      expect(missed, `at ${offset}`).toEqual([]);
      expect(firstAboveOne(bytes.fill(9, 2047)), `at ${offset}`).toBe(2047);
    }
  });
});
