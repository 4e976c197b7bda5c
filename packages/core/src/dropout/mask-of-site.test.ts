import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shapeSize, type Shape } from "../tensor/shape.ts";
import { applyDropout } from "./apply-dropout.ts";
import { dropoutMask, keepBits, type DropoutMask, type ExplicitMask } from "./dropout-mask.ts";
import { maskOfSite, monteCarloMaskOfSite } from "./mask-of-site.ts";
import type { RandomSite } from "./random-site.ts";
import { piecewiseRate, type RateSchedule } from "./rate-schedule.ts";
import { shareAxes } from "./shared-axes.ts";
import { sliceMask } from "./slice-mask.ts";

const SEED = { seed: 20_240_612 };
const rate = fc.oneof(fc.double({ min: 0, max: 0.99, noNaN: true }), fc.constantFrom(0, 1, 1 - 2 ** -20));
const rowShape = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 });
const seed = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const u32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });

/** Any site on rows of some shape, with any shared axes; or DropConnect's. */
const anySite: fc.Arbitrary<RandomSite> = fc
  .tuple(rowShape, fc.subarray([0, 1, 2, 3]), rate, fc.integer({ min: 0, max: 4 }))
  .map(([lengths, axes, value, kind]) => {
    const shared = axes.filter((axis) => axis <= lengths.length);
    const shape = (rows: number): Shape => shareAxes([rows, ...lengths], shared);
    return [
      { kind: "dropout", rate: value, shape },
      { kind: "alpha-dropout", rate: value, shape },
      { kind: "gaussian-dropout", rate: value * 0.9, shape: (rows: number) => [rows, ...lengths] },
      { kind: "gaussian-noise", standardDeviation: value * 3, shape: (rows: number) => [rows, ...lengths] },
      { kind: "drop-connect", rate: value, shape: () => lengths },
    ][kind] as RandomSite;
  });

/** A batch's rows and where it is cut, first and last row included. */
const anyCut: fc.Arbitrary<readonly number[]> = fc
  .integer({ min: 1, max: 12 })
  .chain((rows) =>
    fc.subarray(Array.from({ length: rows - 1 }, (_, row) => row + 1)).map((cuts) => [0, ...cuts, rows]),
  );

/** What a mask does to its own elements, -0 in, so that noise shows to the bit. */
function effect(mask: DropoutMask): Float32Array {
  const size = shapeSize(mask.shape);
  const added = mask.source === "noise" && mask.kind === "add";
  return applyDropout(new Float32Array(size).fill(added ? -0 : 1), mask);
}

const dependsOnRows = ({ shape }: RandomSite): boolean => shape(1).join() !== shape(2).join();

describe("the mask of a site", () => {
  it("of a batch is that of its parts, wherever it is cut and whichever axes share a draw", () => {
    fc.assert(
      fc.property(anySite, anyCut, seed, u32, u32, (site, cuts, runSeed, index, step) => {
        const draw = { seed: runSeed, site: index, step };
        const rows = cuts.at(-1)!;
        const whole = maskOfSite(site, { ...draw, rows });
        const parts = cuts.slice(0, -1).map((firstRow, part) => {
          const drawn = maskOfSite(site, { ...draw, rows: cuts[part + 1]! - firstRow, firstRow });
          expect(sliceMask(whole, site, { firstRow, rows: cuts[part + 1]! - firstRow })).toEqual(drawn);
          return drawn;
        });
        const effects = parts.map((part) => [...effect(part)]);
        // Parts of a mask without rows of its own are the mask.
        const expected = dependsOnRows(site) ? [...effect(whole)] : parts.flatMap(() => [...effect(whole)]);
        expect(effects.flat()).toEqual(expected);
      }),
      SEED,
    );
  });
  it("may be cut again: a part of a part is a part", () => {
    const site: RandomSite = { kind: "dropout", rate: 0.5, shape: (rows) => [rows, 3] };
    const whole = maskOfSite(site, { ...PLACE, rows: 10 });
    const part = sliceMask(sliceMask(whole, site, { firstRow: 4, rows: 6 }), site, { firstRow: 1, rows: 2 });
    expect(part).toEqual(maskOfSite(site, { ...PLACE, rows: 2, firstRow: 5 }));
  });
  it("may have its bits cut too, and is cut as its address is", () => {
    fc.assert(
      fc.property(anySite, anyCut, (site, cuts) => {
        fc.pre(!site.kind.startsWith("gaussian"));
        const whole = maskOfSite(site, { seed: 3, site: 0, step: 0, rows: cuts.at(-1)! });
        const explicit: ExplicitMask = { source: "explicit", keep: keepBits(whole), scale: 1, shape: whole.shape };
        for (const [part, firstRow] of cuts.slice(0, -1).entries()) {
          const rows = cuts[part + 1]! - firstRow;
          const expected = maskOfSite(site, { seed: 3, site: 0, step: 0, rows, firstRow });
          const { keep, shape } = sliceMask(explicit, site, { firstRow, rows });
          expect({ keep, shape }).toEqual({ keep: keepBits(expected), shape: expected.shape });
        }
      }),
      SEED,
    );
  });
  it("is dropoutMask's, for dropout with any shared axes", () => {
    fc.assert(
      fc.property(rowShape, fc.subarray([0, 1, 2, 3]), rate, anyCut, (lengths, axes, value, cuts) => {
        const sharedAxes = axes.filter((axis) => axis <= lengths.length);
        const site: RandomSite = { kind: "dropout", rate: value, shape: (n) => shareAxes([n, ...lengths], sharedAxes) };
        const [rows, rowOffset] = [cuts.at(-1)!, cuts.length];
        const expected = dropoutMask({ ...PLACE, rate: value, shape: [rows, ...lengths], sharedAxes, rowOffset });
        expect(maskOfSite(site, { ...PLACE, rows, firstRow: rowOffset })).toEqual(expected);
      }),
      SEED,
    );
  });
  it("has one address for all rates, 0 and 1 included: another rate is another threshold on the same words", () => {
    fc.assert(
      fc.property(rate, rate, u32, (one, other, index) => {
        const address = (value: number): unknown => {
          const site: RandomSite = { kind: "dropout", rate: value, shape: (rows) => [rows, 3] };
          const { key, start, shape } = maskOfSite(site, { seed: 11, site: index, step: 2, rows: 3, firstRow: 4 });
          return { key, start, shape };
        };
        expect(address(one)).toEqual(address(other));
      }),
      SEED,
    );
  });
  it("keeps less the higher the rate is, and never again what a lower rate drops", () => {
    fc.assert(
      fc.property(rate, rate, u32, (a, b, step) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((value) =>
          keepBits(maskOfSite({ kind: "dropout", rate: value, shape: (n) => [n, 8] }, { ...PLACE, step, rows: 8 })),
        );
        expect(high!.every((bit, index) => bit <= low![index]!)).toBe(true);
      }),
      SEED,
    );
  });
  it("takes the rate of its step from a schedule", () => {
    const schedule = piecewiseRate([
      { fromStep: 0, rate: 0.5 },
      { fromStep: 7, rate: 0.25 },
    ]);
    const mask = (value: number | RateSchedule, step: number): DropoutMask =>
      maskOfSite({ kind: "dropout", rate: value, shape: (rows) => [rows, 9] }, { seed: 1, site: 0, step, rows: 4 });
    expect(mask(schedule, 6)).toEqual(mask(0.5, 6));
    expect(mask(schedule, 7)).toEqual(mask(0.25, 7));
  });
  it("is another one for prediction, whatever the sample and the step", () => {
    const site: RandomSite = { kind: "dropout", rate: 0.5, shape: (rows) => [rows, 4] };
    const keys = [0, 1, 2, 3, 4, 5].flatMap((number) => [
      maskOfSite(site, { ...PLACE, step: number, rows: 2 }).key.join(),
      monteCarloMaskOfSite(site, { ...PLACE, sample: number, rows: 2 }).key.join(),
    ]);
    expect(new Set(keys).size).toBe(12);
  });
  it.each<[string, RandomSite]>([
    ["a rate of NaN", { kind: "dropout", rate: NaN, shape: (rows) => [rows] }],
    ["gaussian dropout at rate 1", { kind: "gaussian-dropout", rate: 1, shape: (rows) => [rows] }],
    ["a negative deviation", { kind: "gaussian-noise", standardDeviation: -1, shape: (rows) => [rows] }],
  ])("is refused for %s", (_name, site) => {
    expect(() => maskOfSite(site, { ...PLACE, rows: 2 })).toThrow(/must be/);
  });
});

const PLACE = { seed: 5, site: 1, step: 9 };
