import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GrowingLosses } from "./growing-losses.ts";

describe("GrowingLosses", () => {
  it("holds what was put, the later of two, and NaN for what never was", () => {
    const part = fc.record({ first: fc.nat(5000), losses: fc.array(fc.double({ noNaN: true }), { minLength: 1 }) });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1 }), (parts) => {
        const losses = new GrowingLosses();
        const plain: number[] = [];
        for (const { first, losses: given } of parts) {
          losses.put(first, Float64Array.from(given));
          for (const [index, loss] of given.entries()) plain[first + index] = loss;
        }
        const { values, length } = losses.current();
        expect(length).toBe(plain.length);
        expect([...values.subarray(0, length)]).toEqual(Array.from(plain, (loss) => loss ?? NaN));
      }),
    );
  });

  it("copies no more than twice what it holds", () => {
    const losses = new GrowingLosses();
    const arrays = new Set<Float64Array>();
    for (let step = 0; step < 100_000; step++) {
      losses.put(step, Float64Array.of(step));
      arrays.add(losses.current().values);
    }
    const allocated = [...arrays].reduce((sum, { length }) => sum + length, 0);
    expect(allocated).toBeLessThan(4 * 100_000);
  });
});
