import { describe, expect, it } from "vitest";
import { expectClose, expectSame, largestMagnitude } from "../src/check/compare-numbers.ts";
import { ConformanceFailure } from "../src/check/conformance-failure.ts";

/** What a comparison says against two arrays. */
function complaint(compare: () => void): string {
  try {
    compare();
  } catch (error) {
    if (error instanceof ConformanceFailure) return error.message;
    throw error;
  }
  return "";
}

const TINY = 2 ** -149;
const within = (absolute: number): { absolute: number; because: string } => ({ absolute, because: "two roundings" });

describe("expectSame", () => {
  it("takes equal bits, and any NaN for any NaN", () => {
    const values = Float32Array.of(1, -0, NaN, Infinity, -Infinity, TINY);
    expect(complaint(() => expectSame("x", values, values.slice()))).toBe("");
    expect(complaint(() => expectSame("x", [], []))).toBe("");
  });
  it("tells how many differ, the first and the worst, with ulps", () => {
    const message = complaint(() => expectSame("x", [1, 2, 3 + 2 ** -21, 5], [1, 2 + 2 ** -22, 3, 5]));
    expect(message).toBe(
      "x: 2 of 4 elements differ; first [1] expected 2.000000238418579, got 2, 2.38e-7 apart, 1 ulp of f32; " +
        "worst [2] expected 3, got 3.000000476837158, 4.77e-7 apart, 2 ulp of f32; none may.",
    );
  });
  it("tells the index along each axis", () => {
    const message = complaint(() => expectSame("x", [0, 0, 0, 0, 0, 1], [0, 0, 0, 0, 0, 2], [1, 2, 3]));
    expect(message).toContain("first [5] = [0, 1, 2] expected 2, got 1, 1.00 apart, which");
  });
  it.each([
    ["signed zeros", [-0], [0], "expected +0, got -0, which differ in the sign of zero"],
    ["signed zeros, the other way", [0], [-0], "expected -0, got +0, which differ in the sign of zero"],
    ["a NaN", [NaN], [0], "expected +0, got NaN, of which only one is a number"],
    ["a missing NaN", [1], [NaN], "expected NaN, got 1, of which only one is a number"],
    ["infinities", [Infinity], [-Infinity], "expected -Infinity, got Infinity, Infinity apart, which is the worst"],
    ["subnormals", [TINY], [-TINY], "2.80e-45 apart, 2 ulp of f32"],
    ["a subnormal for zero", [TINY], [0], "expected +0, got 1.401298464324817e-45, 1.40e-45 apart, 1 ulp of f32"],
    ["numbers of f64", [1 + 2 ** -52], [1], "2.22e-16 apart, less than 1 ulp of f32"],
  ])("tells of %s", (_what, actual, expected, words) => {
    expect(complaint(() => expectSame("x", actual, expected))).toContain(words);
  });
  it("tells of other lengths", () => {
    expect(complaint(() => expectSame("x", [1], [1, 2]))).toBe("x: expected 2 elements, got 1.");
  });
});

describe("expectClose", () => {
  it("takes what is as far off as the bound, and nothing further", () => {
    expect(complaint(() => expectClose("x", [1.5], [1], within(0.5)))).toBe("");
    expect(complaint(() => expectClose("x", [1.5], [1], within(0.499)))).not.toBe("");
  });
  it("takes NaN for NaN, infinities for themselves, and one zero for the other", () => {
    expect(complaint(() => expectClose("x", [NaN, Infinity, -0], [NaN, Infinity, 0], within(0)))).toBe("");
  });
  it.each([
    ["NaN", [NaN], [1]],
    ["a number for NaN", [1], [NaN]],
    ["infinity", [Infinity], [3e38]],
    ["the other infinity", [-Infinity], [Infinity]],
  ])("does not take %s, however wide the bound", (_what, actual, expected) => {
    expect(complaint(() => expectClose("x", actual, expected, within(1e300)))).not.toBe("");
  });
  it("takes nothing that differs under a bound that is NaN", () => {
    expect(complaint(() => expectClose("x", [1.5], [1], within(NaN)))).not.toBe("");
  });
  it("tells how many are off, the first and the worst, the bound and its reason", () => {
    const message = complaint(() => expectClose("x", [1.5, 1, 3, 1], [1, 1, 1, 1], within(0.25), [2, 2]));
    expect(message).toBe(
      "x: 2 of 4 elements are off; first [0] = [0, 0] expected 1, got 1.5, 0.500 apart; " +
        "worst [2] = [1, 0] expected 1, got 3, 2.00 apart; 0.250 is allowed: two roundings.",
    );
  });
  it("tells ulps where they are few enough to say something", () => {
    const told = (actual: number): string => complaint(() => expectClose("x", [actual], [1], within(0)));
    expect(told(1.125)).toContain("0.125 apart, 1048576 ulp of f32");
    expect(told(1.126)).toContain("0.126 apart, which");
  });
  it.each([
    ["half of each", [0.5, 1, -1.5, 2.0000001], [1, 2, -3, 4], "; all by the factor 0.5; 0.250 is allowed"],
    ["the other sign", [-1, -2, 3, -4], [1, 2, -3, 4], "; all by the factor -1;"],
    ["nothing at all", [0, 0, 0, 0], [1, 2, -3, 4], "; all by the factor 0;"],
  ])("tells that all are off by one factor: %s", (_what, actual, expected, words) => {
    expect(complaint(() => expectClose("x", actual, expected, within(0.25)))).toContain(words);
  });
  it.each([
    ["too few", [2, 4, 6], [1, 2, 3]],
    ["another ratio", [2, 4, 6, 9], [1, 2, 3, 4]],
    ["zeros", [2, 4, 6, 8], [1, 2, 3, 0]],
    ["roundings", [1, 2, 3, 4].map((value) => value * (1 + 2 ** -20)), [1, 2, 3, 4]],
    ["numbers for NaN", [2, 4, 6, 8], [NaN, NaN, NaN, NaN]],
    ["infinities", [Infinity, Infinity, Infinity, Infinity], [1, 2, 3, 4]],
  ])("tells of no factor for %s", (_what, actual, expected) => {
    expect(complaint(() => expectClose("x", actual, expected, within(0)))).not.toContain("factor");
  });
  it("tells that a NaN is the worst", () => {
    const message = complaint(() => expectClose("x", [9, NaN], [1, 1], within(0.25)));
    expect(message).toContain("worst [1] expected 1, got NaN, of which only one is a number");
  });
  it("tells of other lengths", () => {
    expect(complaint(() => expectClose("x", [1, 2], [1], within(1)))).toBe("x: expected 1 elements, got 2.");
  });
});

describe("largestMagnitude", () => {
  it("is that of the finite numbers", () => {
    expect(largestMagnitude([1, -3, NaN, Infinity])).toBe(3);
    expect(largestMagnitude([])).toBe(0);
  });
});
