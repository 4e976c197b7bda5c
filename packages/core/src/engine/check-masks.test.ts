import { describe, expect, it } from "vitest";
import { keepBits, type AddressedMask, type DropoutMask, type ExplicitMask } from "../dropout/dropout-mask.ts";
import { maskOfSite } from "../dropout/mask-of-site.ts";
import { dense } from "../model/layers/dense.ts";
import { resolveLayers } from "../model/resolve-layers.ts";
import { sequential } from "../model/sequential.ts";
import { requireMasks, requireSameConnections } from "./check-masks.ts";

const LAYERS = resolveLayers(sequential({ inputShape: [6], layers: [dense(5, { dropConnect: 0.5 })] }));
const MODEL = { randomSites: LAYERS.flatMap(({ randomSites }) => randomSites) };
const MASK = maskOfSite(MODEL.randomSites[0]!, { seed: 4, site: 0, step: 0, rows: 3 }) as AddressedMask;
const EXPLICIT: ExplicitMask = { source: "explicit", keep: keepBits(MASK), scale: MASK.scale, shape: MASK.shape };

/** Checks a step of three micro-batches, the last of which has a mask of its own. */
function check(last: DropoutMask, first: DropoutMask = MASK): void {
  const inputs = { shape: [1, 6], data: new Float32Array(6) };
  const targets = { shape: [1, 5], data: new Float32Array(5) };
  requireSameConnections(
    MODEL,
    [first, first, last].map((mask) => ({ inputs, targets, masks: [mask] })),
  );
}

describe("DropConnect's masks in one step", () => {
  it("are the same if their addresses are, or their bits", () => {
    expect(() => check({ ...MASK, key: [...MASK.key] })).not.toThrow();
    expect(() => check(EXPLICIT)).not.toThrow();
    expect(() => check(MASK, EXPLICIT)).not.toThrow();
    expect(() => check({ ...EXPLICIT, keep: EXPLICIT.keep.slice() }, EXPLICIT)).not.toThrow();
  });
  it.each<[string, DropoutMask]>([
    ["the key's first word", { ...MASK, key: [MASK.key[0] ^ 1, MASK.key[1]] }],
    ["the key's second word", { ...MASK, key: [MASK.key[0], MASK.key[1] ^ 1] }],
    ["the place in the stream", { ...MASK, start: 1 }],
    ["the threshold", { ...MASK, threshold: MASK.threshold - 1 }],
    ["the scale", { ...MASK, scale: 3 }],
    ["the scale of explicit bits", { ...EXPLICIT, scale: 3 }],
    ["one explicit bit", { ...EXPLICIT, keep: EXPLICIT.keep.map((bit, index) => (index === 29 ? 1 - bit : bit)) }],
  ])("differ by %s", (_name, mask) => {
    expect(() => check(mask)).toThrow(/must be the same in all micro-batches of a step/);
  });
});

describe("a mask", () => {
  it.each<[string, object, RegExp]>([
    ["no scale", { scale: undefined }, /mask of site 0 \(drop-connect\): scale must be a number of at least 0/],
    ["a scale of NaN", { scale: NaN }, /scale must be a number/],
    ["an unknown source", { source: "drawn" }, /source must be one of "addressed", "explicit", "noise"/],
    ["a fill of -0", { fill: -0 }, /must have neither offset nor fill/],
  ])("with %s is refused", (_name, change, message) => {
    expect(() => requireMasks(MODEL, [{ ...EXPLICIT, ...change }], 3)).toThrow(message);
  });
});
