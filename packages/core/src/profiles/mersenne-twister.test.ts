import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MersenneTwister } from "./mersenne-twister.ts";

function words(engine: MersenneTwister, count: number): number[] {
  return Array.from({ length: count }, () => engine.next() >>> 0);
}

describe("MersenneTwister", () => {
  it("gives the known answers of its authors", () => {
    // Source: the C++ standard, [rand.predef], for the 10,000th word of the default seed.
    const stream = words(new MersenneTwister(5489), 10_000);
    expect(stream.slice(0, 5)).toEqual([3499211612, 581869302, 3890346734, 3586334585, 545404204]);
    expect(stream.at(-1)).toBe(4123659995);
  });
  it("goes on from any state, through JSON, as if nothing had happened", () => {
    const draws = fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.constantFrom(0, 1, 623, 624, 625, 1247, 1248));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), draws, (seed, before) => {
        const engine = new MersenneTwister(seed);
        words(engine, before);
        const resumed = new MersenneTwister(1);
        words(resumed, 17);
        resumed.setState(JSON.parse(JSON.stringify(engine.state)));
        const copy = engine.clone();
        const expected = words(engine, 1300);
        expect(words(resumed, 1300)).toEqual(expected);
        expect(words(copy, 1300)).toEqual(expected);
        expect(resumed.state).toEqual(engine.state);
      }),
      { numRuns: 50, seed: 1 },
    );
  });
  it.each([
    { position: 625 },
    { position: -1 },
    { position: "0" },
    { words: "00" },
    { words: "0".repeat(4991) },
    { words: "g".repeat(4992) },
  ])("refuses the state with %j and stays as it was", (change) => {
    const engine = new MersenneTwister(7);
    words(engine, 5);
    const before = engine.state;
    expect(() => engine.setState({ ...before, ...change } as never)).toThrow(/state: (position|words)/);
    expect(engine.state).toEqual(before);
  });
});
