import { describe, expect, it } from "vitest";
import { looksLikeOutput, readOutput } from "../src/read-output.ts";

describe("an output in a comment", () => {
  it.each<[string, unknown]>([
    ["3", 3],
    ["-3", -3],
    ["-0", -0],
    ["0x7d1c13a2", 0x7d1c13a2],
    ["42n", 42n],
    ["NaN", NaN],
    ["-Infinity", -Infinity],
    ["0.1", Math.fround(0.1)],
    ["1.966e-5", 0.00001966049],
    ["0.00001966", 0.00001966049],
    ["true", true],
    ["null", null],
    ["undefined", undefined],
    ['"min"', "min"],
    ["`min`", "min"],
    ["[]", []],
    ["[0, 42]", [0, 42]],
    ["[0, 42]", Uint32Array.of(0, 42)],
    ["[[1, 2], [3]]", [[1, 2], [3]]],
    ["[1, 2, ...]", [1, 2, 3, 4]],
    ["Uint32Array [1, 2]", Uint32Array.of(1, 2)],
    ["Uint32Array(2) [ 1, 2 ]", Uint32Array.of(1, 2)],
    ["Uint8Array [7]", Uint8Array.of(7)],
    ['{ kind: "sgd", momentum: 0.9 }', { kind: "sgd", momentum: 0.9 }],
    ['{ "0.weight": ..., "0.bias": ... }', { "0.weight": 1, "0.bias": 2 }],
    ["{ weightSum: 4, ... }", { weightSum: 4, lossSum: 1 }],
    ["2.5, the mean of both", 2.5],
    ["[1, 2]: the rows", [1, 2]],
  ])("%s is %s", (comment, value) => {
    expect(readOutput(comment)?.(value)).toBe(true);
  });
  it.each<[string, unknown]>([
    ["3", 4],
    ["3", "3"],
    ["3", Math.fround(3.0000002)],
    ["0", -0],
    ["0.1", 0.16],
    ["0.10", 0.104999 + 0.001],
    ["[0, 42]", [0, 42, 1]],
    ["[0, 42]", [0]],
    ["[1, 2, ...]", [1]],
    ["[1, 2]", { 0: 1, 1: 2, length: 2 }],
    ["Uint32Array [1, 2]", [1, 2]],
    ["Uint32Array [1, 2]", Int32Array.of(1, 2)],
    ["{ a: 1 }", { a: 1, b: 2 }],
    ["{ a: 1, b: 2 }", { a: 1 }],
    ["{ a: ... }", { b: 1 }],
    ["{ a: undefined }", {}],
    ['"min"', "max"],
  ])("%s is not %s", (comment, value) => {
    expect(readOutput(comment)?.(value)).toBe(false);
  });
  it.each([
    "2w",
    "the last one",
    "site 0 at step 7: fold_in(key, 1)",
    "[1, 2",
    "Uint8Array of 8 zeros",
    "f(1)",
    "1 + 1",
  ])("%s is none", (comment) => {
    expect(readOutput(comment)).toBeUndefined();
  });
  it("must be one where it looks like one", () => {
    expect(["2w", "[1, 2", '"min', "{ a }"].filter((comment) => !looksLikeOutput(comment))).toEqual([]);
    expect(["the last one", "Uint8Array of 8 zeros", "f(1)"].filter(looksLikeOutput)).toEqual([]);
  });
});
