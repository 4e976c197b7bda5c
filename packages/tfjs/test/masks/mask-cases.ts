import { dropoutMask, shapeSize, type AddressedMask, type DropoutMask, type Shape } from "@lockstep/core";

/** A mask with the shape of what it is applied to. */
export type MaskCase = readonly [mask: DropoutMask, shape: Shape];

const f32 = Math.fround;

/** A mask of plain dropout. */
export const base: AddressedMask = dropoutMask({ seed: 42, site: 1, step: 7, rate: 0.3, shape: [6, 5, 4] });

/** Every law that a mask can have, by name. */
export const LAWS: Readonly<Record<string, MaskCase>> = {
  dropout: [base, [6, 5, 4]],
  "dropout of one rate for all": [{ ...base, shape: [6, 1, 4] }, [6, 5, 4]],
  "dropout of whole channels": [{ ...base, shape: [6, 5, 1, 1] }, [6, 5, 3, 7]],
  "dropout of 6 axes": [{ ...base, shape: [2, 1, 3, 1, 2, 2] }, [2, 2, 3, 2, 2, 2]],
  "one draw for all": [{ ...base, shape: [1, 1] }, [3, 4]],
  "alpha dropout": [{ ...base, scale: f32(0.87), offset: f32(0.3), fill: f32(-1.1) }, [6, 5, 4]],
  "feature alpha dropout": [
    { ...base, scale: f32(0.87), offset: f32(0.3), fill: f32(-1.1), shape: [6, 5, 1] },
    [6, 5, 4],
  ],
  "rate 1": [{ ...base, threshold: 0, scale: 0 }, [6, 5, 4]],
  "explicit bits": [explicit([6, 5, 4]), [6, 5, 4]],
  "explicit bits for each row": [explicit([6, 1]), [6, 9]],
  "explicit bits of alpha dropout": [{ ...explicit([6, 4]), offset: f32(0.3), fill: f32(-1.1) }, [6, 4]],
  "noise that multiplies": [noise("multiply"), [6, 5, 4]],
  "noise that is added": [noise("add"), [6, 5, 4]],
  "dropout of nothing": [{ ...base, shape: [0, 4] }, [0, 4]],
};

/** Keys, thresholds, starts and shared axes, over 10 million elements in all. */
export function bitCases(): readonly (readonly [AddressedMask, Shape])[] {
  const large: Shape = [1024, 1024];
  const thresholds = [0, 1, 2 ** 22, 2 ** 23 - 1, 2 ** 23];
  const starts = [1, 2 ** 31 - 7, 2 ** 32 - 1000, 2 ** 32, 2 ** 32 + 5, 2 ** 52 - 3];
  const keys = [
    [0, 0],
    [0xffffffff, 0xffffffff],
    [0x80000000, 0x7fffffff],
  ] as const;
  const of = (rate: number, shape: Shape, seed = 42): AddressedMask =>
    dropoutMask({ seed, site: 3, step: 11, rate, shape });
  return [
    ...[0.1, 0.25, 1 / 3, 0.5, 0.75, 0.9].map((rate, seed) => [of(rate, large, seed), large] as const),
    ...thresholds.map((threshold) => [{ ...of(0.5, [256, 1024]), threshold }, [256, 1024]] as const),
    ...starts.map((start) => [{ ...of(0.5, [512, 1000]), start }, [512, 1000]] as const),
    ...keys.map((key) => [{ ...of(0.3, [300, 301]), key }, [300, 301]] as const),
    [of(0.2, [64, 32, 1, 1]), [64, 32, 9, 11]],
    [of(0.2, [16, 1, 100]), [16, 20, 100]],
    [of(0.2, [1, 1000]), [128, 1000]],
    [of(0.2, [33, 1]), [33, 77]],
    [of(0.2, [1, 3, 1, 5, 1]), [7, 3, 2, 5, 4]],
    [of(0.2, [100_003]), [100_003]],
  ];
}

/** As many f32 numbers, of either sign and any size between 2^-20 and 2^20, a -0 among them. */
export function sample(count: number, seed = 1): Float32Array {
  return Float32Array.from({ length: count }, (_, index) => {
    if (index === 3) return -0;
    return Math.sin(index * 12.9898 + seed) * 2 ** ((index * 7 + seed) % 40) * 2 ** -20;
  });
}

/** Bits without an address. */
export function explicit(shape: Shape): Extract<DropoutMask, { source: "explicit" }> {
  const keep = Uint8Array.from({ length: shapeSize(shape) }, (_, index) => (index % 3 === 1 ? 0 : 1));
  return { source: "explicit", keep, shape, scale: f32(1.5) };
}

function noise(kind: "multiply" | "add"): DropoutMask {
  return { source: "noise", kind, key: [1, 2], start: 2 ** 32 - 50, standardDeviation: f32(0.7), shape: [6, 5, 4] };
}
