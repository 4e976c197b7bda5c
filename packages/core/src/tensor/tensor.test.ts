import { describe, expect, it } from "vitest";
import { tensor } from "./tensor.ts";

describe("tensor", () => {
  it("keeps the array it is given", () => {
    const data = Float32Array.of(1, 2);
    expect(tensor([1, 2], data).data).toBe(data);
  });
  it.each<[string, unknown, unknown, RegExp]>([
    [
      "a plain array",
      [2],
      [1, 2],
      /shape \[2\] must hold its elements in a Float32Array.*got \[1, 2\].*Float32Array.from/,
    ],
    ["f64", [2], new Float64Array(2), /Float32Array.*got Float64Array of 16 bytes/],
    ["bytes", [2], new Uint8Array(2), /got Uint8Array/],
    ["nothing", [2], undefined, /got undefined/],
    ["the arguments swapped", Float32Array.of(1, 2), [2], /shape must be a list of lengths.*shape comes first/],
    ["too few elements", [2, 2], new Float32Array(3), /needs 4 elements, got 3/],
    ["half a length", [0.5], new Float32Array(1), /non-negative integers/],
  ])("refuses %s", (_name, shape, data, message) => {
    expect(() => tensor(shape as number[], data as Float32Array)).toThrow(message);
  });
});
