import { describe, expect, it } from "vitest";
import { readIdx } from "./read-idx.ts";

/** An IDX file of 2 images of 2 x 3 bytes. */
const FILE = Uint8Array.from([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, ...Array(12).keys()]);

describe("readIdx", () => {
  it("reads the shape and the bytes", () => {
    expect(readIdx(FILE, "f")).toEqual({ type: "u8", shape: [2, 2, 3], data: Uint8Array.from(Array(12).keys()) });
  });
  it("reads a file that lies inside a larger buffer", () => {
    const shifted = new Uint8Array([9, 9, 9, ...FILE]).subarray(3);
    expect(readIdx(shifted, "f").shape).toEqual([2, 2, 3]);
  });
  it.each([
    ["truncated", FILE.slice(0, -1), /images must have 12 bytes of u8 for its shape \[2, 2, 3\], got 11.*truncated/],
    ["with bytes after its end", Uint8Array.from([...FILE, 1]), /12 bytes.*got 13.*bytes after its end/],
    ["cut in its header", FILE.slice(0, 10), /IDX header/],
    ["empty", new Uint8Array(0), /IDX header/],
    ["of gzip", Uint8Array.from([0x1f, 0x8b, 8, 0, 0]), /IDX header.*uncompressed/],
    ["of a type that IDX has not", Uint8Array.from([0, 0, 0x0f, 1, 0, 0, 0, 0]), /type u8, got 15/],
    [
      "of lengths beyond all numbers",
      Uint8Array.from([0, 0, 8, 255, ...Array(1020).fill(255)]),
      /Infinity bytes.*got 0/,
    ],
    ["of floats", Uint8Array.from([0, 0, 0x0d, 1, 0, 0, 0, 0]), /must hold numbers of type u8, got "f32"\. Pass "f32"/],
  ])("refuses a file %s", (_name, bytes, message) => {
    expect(() => readIdx(bytes, "images")).toThrow(message);
  });
});
