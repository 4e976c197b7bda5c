import { describe, expect, it } from "vitest";
import { describeValue } from "./describe-value.ts";

const circular: Record<string, unknown> = { name: "a" };
circular["self"] = circular;

describe("describeValue", () => {
  it.each<[string, unknown, string]>([
    ["text", "a\nb", '"a\\nb"'],
    ["a number", NaN, "NaN"],
    ["minus zero", -0, "-0"],
    ["a bigint", 5n, "5n"],
    ["nothing", undefined, "undefined"],
    ["a nested NaN and bigint", { rate: NaN, seed: [1n] }, "{ rate: NaN, seed: [1n] }"],
    ["a long list", Array(1000).fill(1), "[1, 1, 1, 1, 1, 1, 1, 1, ...]"],
    ["a typed array", new Float32Array(100_000), "Float32Array of 400000 bytes"],
    ["a circle", circular, '{ name: "a", self: { name: "a", self: { name: "a", self: {...} } } }'],
  ])("shows %s", (_name, value, text) => {
    expect(describeValue(value)).toBe(text);
  });
  it("cuts long text", () => {
    expect(describeValue("x".repeat(1000)).length).toBeLessThan(130);
  });
});
