import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { broadcastValues } from "../tensor/broadcast.ts";
import { shapeSize } from "../tensor/shape.ts";
import { applyDropout, applyDropoutGradient } from "./apply-dropout.ts";
import { dropoutMask, keepBits, type AddressedMask, type NoiseMask } from "./dropout-mask.ts";
import { maskOfSite } from "./mask-of-site.ts";
import { shareAxes } from "./shared-axes.ts";

const SEED = { seed: 20_240_613 };
const anyFloat = fc.float({ noDefaultInfinity: false, noNaN: false });
const rate = fc.oneof(fc.double({ min: 0, max: 0.99, noNaN: true }), fc.constantFrom(0, 1, 1 - 2 ** -20));
const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });

/** A mask, and values of any bits to apply it to. */
const masked = fc.tuple(rate, shapes, fc.nat(1000)).chain(([value, shape, step]) =>
  fc.array(anyFloat, { minLength: shapeSize(shape), maxLength: shapeSize(shape) }).map((values) => ({
    values: Float32Array.from(values),
    shape,
    mask: dropoutMask({ seed: 1, site: 0, step, rate: value, shape }),
  })),
);

describe("applyDropout", () => {
  it("makes every element +0 or f32(x · scale), and its gradient likewise", () => {
    fc.assert(
      fc.property(masked, ({ values, mask }) => {
        const keep = keepBits(mask);
        const expected = values.map((x, index) => (keep[index] === 1 ? x * mask.scale : 0));
        expect(applyDropout(values, mask)).toEqual(expected);
        expect(applyDropoutGradient(values, mask)).toEqual(expected);
      }),
      SEED,
    );
  });
  it("is the identity at rate 0 and +0 at rate 1, to the bit", () => {
    const values = Float32Array.from(SPECIAL);
    const at = (value: number): Float32Array =>
      applyDropout(values, dropoutMask({ seed: 1, site: 0, step: 0, rate: value, shape: [8] }));
    expect(at(0)).toEqual(values);
    expect(at(1)).toEqual(new Float32Array(8));
  });
  it.each([
    { kind: "alpha-dropout", rate: 0 },
    { kind: "gaussian-dropout", rate: 0 },
    { kind: "gaussian-noise", standardDeviation: 0 },
    { kind: "drop-connect", rate: 0 },
  ] as const)("is the identity of $kind at 0, to the bit, in both directions", (layer) => {
    // Many zeros of each sign, for noise of either sign to show.
    const values = Float32Array.from({ length: 64 }, (_, index) => SPECIAL[index % 8]!);
    const mask = maskOfSite({ ...layer, shape: () => [64] }, { seed: 1, site: 0, step: 0, rows: 64 });
    expect(applyDropout(values, mask)).toEqual(values);
    expect(applyDropoutGradient(values, mask)).toEqual(values);
  });
  it("spreads a mask over the axes where its length is 1", () => {
    fc.assert(
      fc.property(masked, fc.subarray([0, 1, 2, 3]), fc.boolean(), ({ values, shape, mask }, axes, noisy) => {
        const own = shareAxes(shape, axes);
        const shared = noisy ? noise({ shape: own }) : { ...mask, shape: own };
        const all = applyDropout(new Float32Array(shapeSize(own)).fill(1), shared);
        const factor = broadcastValues(all, own, shape);
        const result = applyDropout(values, shared, shape);
        expect(result).toEqual(values.map((x, index) => (factor[index] === 0 ? 0 : x * factor[index]!)));
        expect(applyDropoutGradient(values, shared, shape)).toEqual(result);
      }),
      SEED,
    );
  });
  it("keeps offset and fill, in this order of roundings, and leaves them out of the gradient", () => {
    const mask: AddressedMask = { ...dropoutMask({ seed: 1, site: 0, step: 0, rate: 0.5, shape: [64] }), ...ALPHA };
    const values = Float32Array.from({ length: 64 }, (_, index) => (index - 30) / 7);
    const keep = keepBits(mask);
    const expected = values.map((x, index) => (keep[index] === 1 ? Math.fround(x * ALPHA.scale) + ALPHA.offset : -2));
    expect(applyDropout(values, mask)).toEqual(expected);
    const gradient = values.map((g, index) => (keep[index] === 1 ? g * ALPHA.scale : 0));
    expect(applyDropoutGradient(values, mask)).toEqual(gradient);
  });
  it("adds noise on the way forward and passes the gradient on", () => {
    const values = Float32Array.from({ length: 12 }, (_, index) => index - 6);
    const mask = noise({ kind: "add", shape: [12] });
    const added = applyDropout(new Float32Array(12).fill(-0), mask);
    expect(applyDropout(values, mask)).toEqual(values.map((x, index) => x + added[index]!));
    expect(applyDropoutGradient(values, mask)).toEqual(values);
  });
  it("returns a new array, whatever the mask does", () => {
    const values = new Float32Array(4);
    for (const mask of [noise({ kind: "add", shape: [4], standardDeviation: 0 }), noise({ shape: [4] })]) {
      expect(applyDropout(values, mask)).not.toBe(values);
      expect(applyDropoutGradient(values, mask)).not.toBe(values);
    }
  });
  it("refuses values that do not fill the shape, and masks that do not spread over it", () => {
    const mask = dropoutMask({ seed: 1, site: 0, step: 0, rate: 0.5, shape: [2, 3] });
    expect(() => applyDropout(new Float32Array(5), mask)).toThrow(/must fill the shape \[2, 3\], got 5/);
    expect(() => applyDropout(new Float32Array(8), mask, [2, 4])).toThrow(/length of what it is applied to, or 1/);
    expect(() => applyDropoutGradient(new Float32Array(6), mask, [6])).toThrow(/a mask of shape \[2, 3\]/);
  });
});

const SPECIAL = [0, -0, NaN, Infinity, -Infinity, 1, -1e-45, 3e38];
const ALPHA = { scale: Math.fround(0.7), offset: Math.fround(0.3), fill: -2 };

function noise(options: Partial<NoiseMask> & Pick<NoiseMask, "shape">): NoiseMask {
  return { source: "noise", kind: "multiply", key: [1, 2], start: 0, standardDeviation: 0.5, ...options };
}
