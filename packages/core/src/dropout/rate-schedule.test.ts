import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dropout } from "../model/layers/dropout.ts";
import { linearRate, rateAt } from "./rate-schedule.ts";

describe("linearRate", () => {
  it("meets both ends, and never leaves the range between them", () => {
    const rate = fc.oneof(fc.double({ min: 0, max: 0.9, noNaN: true }), fc.double({ min: 0, max: 1e-15, noNaN: true }));
    const length = fc.oneof(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 2 ** 52, max: Number.MAX_SAFE_INTEGER }),
    );
    fc.assert(
      fc.property(rate, rate, length, fc.integer({ min: 0, max: 60 }), (initial, final, count, behind) => {
        const schedule = linearRate({ initial, final, length: count });
        expect(rateAt(schedule, 0)).toBe(initial);
        expect(rateAt(schedule, count)).toBe(final);
        const value = rateAt(schedule, Math.max(0, count - behind));
        expect(value).toBeGreaterThanOrEqual(Math.min(initial, final));
        expect(value).toBeLessThanOrEqual(Math.max(initial, final));
      }),
      { seed: 11, numRuns: 500 },
    );
  });
  it("may not pass the rates just below 1 in either direction", () => {
    for (const [initial, final] of [
      [0, 1],
      [1, 0],
    ] as const) {
      expect(() => dropout(linearRate({ initial, final, length: 10 }))).toThrow(/must not approach 1/);
    }
    expect(rateAt(linearRate({ initial: 1, final: 1, length: 10 }), 5)).toBe(1);
  });
  it("knows the names that it does not have", () => {
    const wrong = { from: 0, to: 0.5, steps: 10 } as never;
    expect(() => linearRate(wrong)).toThrow(/linearRate: from is not an option.*Name it initial/);
  });
});
