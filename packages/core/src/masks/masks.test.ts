import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { applyDropout, applyDropoutGradient } from "../dropout/apply-dropout.ts";
import { dropoutMask, keepBits, type AddressedMask, type DropoutMask } from "../dropout/dropout-mask.ts";
import { shapeSize } from "../tensor/shape.ts";
import { webAssembly } from "../web-assembly/web-assembly.ts";
import { maskScratch } from "./mask-scratch.ts";
import * as entry from "./index.ts";

const SEED = { seed: 20_261_126 };
const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
/** Sizes about those of a block and of the pieces in which masks are drawn; starts about where the counter's low word ends. */
const addressed: fc.Arbitrary<AddressedMask> = fc
  .record({
    key: fc.tuple(word, word),
    start: fc.oneof(fc.nat(1000), fc.integer({ min: 2 ** 32 - 70_000, max: 2 ** 32 }), fc.constant(2 ** 53 - 70_001)),
    threshold: fc.oneof(fc.integer({ min: 0, max: 2 ** 23 }), fc.constantFrom(0, 1, 2 ** 22, 2 ** 23)),
    size: fc.oneof(fc.nat(100), fc.constantFrom(32_767, 32_768, 32_769, 65_536, 70_000)),
  })
  .map(({ size, ...address }) => ({ source: "addressed", ...address, scale: 2, shape: [size] }));

const MASK = dropoutMask({ seed: 42, site: 0, step: 0, rate: 0.5, shape: [100, 400] });
const FAULTS: Readonly<Record<string, DropoutMask>> = {
  "a key that is none": { ...MASK, key: [1, -1] },
  "a start beyond 2^53": { ...MASK, start: 2 ** 53 - 5 },
  "a start that is no integer": { ...MASK, start: 0.5 },
  "bytes that are no bits": { source: "explicit", keep: Uint8Array.of(0, 2), scale: 1, shape: [2] },
  "bits that do not fill the shape": { source: "explicit", keep: Uint8Array.of(0, 1), scale: 1, shape: [3] },
  nothing: undefined as never,
  "what is no mask": {} as never,
  noise: { source: "noise", kind: "add", key: [1, 2], start: 0, standardDeviation: 1, shape: [3] },
};

/** To the bit, of large arrays in little time. */
function sameNumbers<Numbers extends Uint8Array | Float32Array>(actual: Numbers, expected: Numbers): boolean {
  return actual.length === expected.length && actual.every((value, index) => Object.is(value, expected[index]));
}

function errorOf(compute: () => unknown): unknown {
  try {
    return compute();
  } catch (error) {
    return error;
  }
}

/** What a place is, and the global that it has. */
const PLACES: Readonly<Record<string, unknown>> = {
  "without WebAssembly": undefined,
  "whose policy forbids WebAssembly": {
    Memory: webAssembly!.Memory,
    Module: function refuse() {
      throw new Error("code generation disallowed by embedder");
    },
  },
};

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

/** The entry as a place has it. */
async function entryAt(place: string): Promise<typeof entry> {
  vi.stubGlobal("WebAssembly", PLACES[place]);
  vi.resetModules();
  return await import("./index.ts");
}

describe("drawKeepBits", () => {
  it("is at work with vectors here", () => expect(maskScratch()).toBeDefined());
  it("gives the bits of keepBits", () => {
    fc.assert(
      fc.property(addressed, (mask) => {
        expect(sameNumbers(entry.drawKeepBits(mask), keepBits(mask))).toBe(true);
      }),
      SEED,
    );
  });
  it("counts on where the low word of a counter ends, wherever that is in a block", () => {
    for (let before = 0; before <= 33; before++) {
      for (const high of [1, 5, 2 ** 21 - 1]) {
        const mask = { ...MASK, key: [before, high], start: high * 2 ** 32 - before, shape: [50] } as const;
        expect(entry.drawKeepBits(mask)).toEqual(keepBits(mask));
      }
    }
  });
  it("gives a new array each time, and an explicit mask's own", () => {
    expect(entry.drawKeepBits(MASK).buffer).not.toBe(entry.drawKeepBits(MASK).buffer);
    const keep = Uint8Array.of(1, 0);
    expect(entry.drawKeepBits({ source: "explicit", keep, scale: 1, shape: [2] })).toBe(keep);
  });
  it.each(Object.entries(FAULTS))("refuses %s as keepBits does", (_, mask) => {
    const error = errorOf(() => keepBits(mask));
    expect(error).toBeInstanceOf(Error);
    expect(errorOf(() => entry.drawKeepBits(mask))).toEqual(error);
  });
  it.each(Object.keys(PLACES))("works in a place %s", async (place) => {
    const { drawKeepBits } = await entryAt(place);
    expect(drawKeepBits(MASK)).toEqual(keepBits(MASK));
  });
});

describe("packKeepBits", () => {
  const bits = fc
    .tuple(fc.integer({ min: 1, max: 32 }), fc.oneof(fc.nat(70), fc.integer({ min: 4000, max: 5000 })))
    .chain(([bitsPerWord, words]) => fc.tuple(fc.constant(bitsPerWord), fc.constant(words), word));

  /** Each bit in its place. */
  function law(packKeepBits: typeof entry.packKeepBits, numRuns: number): void {
    fc.assert(
      fc.property(bits, ([bitsPerWord, count, key]) => {
        const keep = keepBits({ ...MASK, key: [key, 1], shape: [bitsPerWord * count] });
        const words = packKeepBits(keep, bitsPerWord);
        expect(words).toHaveLength(count);
        const unpacked = keep.map((__, bit) => (words[Math.floor(bit / bitsPerWord)]! >>> (bit % bitsPerWord)) & 1);
        expect(sameNumbers(unpacked, keep)).toBe(true);
        // Nothing above.
        expect(words.every((packed) => packed < 2 ** bitsPerWord)).toBe(true);
      }),
      { ...SEED, numRuns },
    );
  }

  it("puts every bit into its place", () => law(entry.packKeepBits, 50));
  it.each(Object.keys(PLACES))("does so in a place %s", async (place) => law((await entryAt(place)).packKeepBits, 10));
  it("refuses words that the bits do not fill, or that are none", () => {
    expect(() => entry.packKeepBits(new Uint8Array(33))).toThrow(/must divide the number of bits, which is 33/);
    for (const none of [0, 33, 1.5]) expect(() => entry.packKeepBits(new Uint8Array(33), none)).toThrow(/bitsPerWord/);
  });
});

describe("heapMasks", () => {
  const laws = fc.record({ offset: fc.constantFrom(0, -0, 0.25), fill: fc.constantFrom(0, -0, -1.5) });
  const VALUES = [0, -0, NaN, Infinity, -Infinity, 1, -1e-45, 3e38, -2.5];

  it.each([
    ["one of its own", {}],
    ["one that threads share", { shared: true }],
  ])("applies masks in a memory, %s, by the law of applyDropout", (_, kind) => {
    const memory = new webAssembly!.Memory({ initial: 1, maximum: 100, ...kind });
    const masks = entry.heapMasks(memory)!;
    memory.grow(20);
    fc.assert(
      fc.property(addressed, laws, fc.nat(3), (bits, law, gap) => {
        const mask = { ...bits, ...law };
        const size = shapeSize(mask.shape);
        const from = 4 * gap;
        const to = from + 4 * (size + gap);
        const values = new Float32Array(memory.buffer, from, size);
        values.set(filled(size));
        const behind = new Float32Array(memory.buffer, to + 4 * size, 1).fill(7);
        masks.apply(mask, from, to);
        const result = new Float32Array(memory.buffer, to, size);
        expect(sameNumbers(result, applyDropout(values.slice(), mask))).toBe(true);
        expect(behind[0]).toBe(7);
        masks.apply({ ...mask, offset: 0, fill: 0 }, from, to);
        expect(sameNumbers(result, applyDropoutGradient(values.slice(), mask))).toBe(true);
        masks.apply(mask, from, from);
        expect(sameNumbers(values, applyDropout(filled(size), mask))).toBe(true);
      }),
      { ...SEED, numRuns: 30 },
    );
  });
  it("refuses addresses outside of the memory, and what keepBits refuses", () => {
    const masks = entry.heapMasks(new webAssembly!.Memory({ initial: 1 }))!;
    const mask = { ...MASK, shape: [100] };
    for (const [values, result] of [
      [-4, 0],
      [0, 65_536 - 396],
      [65_536, 0],
      [0, 0.5],
    ]) {
      expect(() => masks.apply(mask, values!, result!)).toThrow(/must be an integer in \[0, 65136\]/);
    }
    expect(() => masks.apply({ ...mask, key: [1, -1] }, 0, 0)).toThrow(/must be two words/);
  });
  it("refuses a result that begins within the values, or ends there", () => {
    const memory = new webAssembly!.Memory({ initial: 1 });
    const masks = entry.heapMasks(memory)!;
    const mask = { ...MASK, shape: [100] };
    for (const [values, result] of [
      [0, 4],
      [4, 0],
      [0, 399],
      [399, 0],
    ] as const) {
      expect(() => masks.apply(mask, values, result)).toThrow(
        `the address of the values, ${values}, or 400 bytes away`,
      );
    }
    for (const result of [0, 400, 800]) expect(() => masks.apply(mask, 400, result)).not.toThrow();
  });
  it.each(Object.keys(PLACES))("is not there in a place %s", async (place) => {
    const memory = new webAssembly!.Memory({ initial: 1 });
    expect((await entryAt(place)).heapMasks(memory)).toBeUndefined();
  });
  it("is not there for what is no memory", () => {
    expect(entry.heapMasks({ buffer: new ArrayBuffer(65_536) })).toBeUndefined();
  });

  function filled(size: number): Float32Array {
    return Float32Array.from({ length: size }, (_, index) => VALUES[index % VALUES.length]!);
  }
});
