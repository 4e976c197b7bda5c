import { describe, expect, it } from "vitest";
import { readIdx } from "./read-idx.ts";

/** An IDX file of 2 images of 2 x 3 bytes. */
const FILE = Uint8Array.from([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, ...Array(12).keys()]);

describe("readIdx", () => {
  it("reads the shape and the bytes", () => {
    expect(readIdx(FILE, "f")).toEqual({ shape: [2, 2, 3], data: Uint8Array.from(Array(12).keys()) });
  });
  it("reads a file that lies inside a larger buffer", () => {
    const shifted = new Uint8Array([9, 9, 9, ...FILE]).subarray(3);
    expect(readIdx(shifted, "f").shape).toEqual([2, 2, 3]);
  });
  it.each([
    ["truncated", FILE.slice(0, -1), /images must be 28 bytes long.*got 27.*truncated/],
    ["with bytes after its end", Uint8Array.from([...FILE, 1]), /28 bytes long.*got 29/],
    ["cut in its header", FILE.slice(0, 10), /IDX header/],
    ["empty", new Uint8Array(0), /IDX header/],
    ["of gzip", Uint8Array.from([0x1f, 0x8b, 8, 0, 0]), /IDX header.*uncompressed/],
    ["of floats", Uint8Array.from([0, 0, 0x0d, 1, 0, 0, 0, 0]), /unsigned bytes \(type 8\), got 13/],
  ])("refuses a file %s", (_name, bytes, message) => {
    expect(() => readIdx(bytes, "images")).toThrow(message);
  });
});
