import { get, set, when, type LocalType } from "../kernel.ts";

/** Words that are drawn at a time: as many as a vector has bytes. */
export const BLOCK = 16;

const ROTATIONS = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const;
/** What is added to the two words of a counter after every fourth round: locals. */
const INJECTIONS = [
  ["k1", "i0"],
  ["k2", "i1"],
  ["k0", "i2"],
  ["k1", "i3"],
  ["k2", "i4"],
] as const;
/** Four counters in each; so many that the processor always has one to go on with. */
const VECTORS = [0, 1, 2, 3] as const;

const splat = (value: number): string => `(v128.const i32x4 ${value} ${value} ${value} ${value})`;
const counters = (vector: number): string =>
  `(v128.const i32x4 ${4 * vector} ${4 * vector + 1} ${4 * vector + 2} ${4 * vector + 3})`;

/** Locals of a kernel that draws; it has `keyHigh`, `keyLow` and `threshold` among its parameters. */
export const DRAWING_LOCALS: Readonly<Record<string, LocalType>> = {
  index: "i64",
  low: "i32",
  kept: "v128",
  ...Object.fromEntries(["k0", "k1", "k2", "i0", "i1", "i2", "i3", "i4", "limit"].map((local) => [local, "v128"])),
  ...Object.fromEntries(VECTORS.flatMap((vector) => [`a${vector}`, `b${vector}`]).map((local) => [local, "v128"])),
};

/** What is the same for all blocks. */
export const PREPARE_DRAWING: string = [
  set("k0", `(i32x4.splat ${get("keyHigh")})`),
  set("k1", `(i32x4.splat ${get("keyLow")})`),
  set("k2", `(v128.xor (v128.xor ${get("k0")} ${get("k1")}) ${splat(0x1bd11bda)})`),
  ...["k2", "k0", "k1", "k2", "k0"].map((key, group) =>
    set(`i${group}`, `(i32x4.add ${get(key)} ${splat(group + 1)})`),
  ),
  set("limit", `(i32x4.splat ${get("threshold")})`),
].join("\n");

/**
 * Sets `kept`: sixteen bytes, of all ones where the 23 high bits of the word are below `threshold`, else of zeros. Word i is
 * `x0 ^ x1` of Threefry2x32-20(key, (hi i, lo i)), from i = `index` upwards.
 */
export const DRAW_BLOCK: string = [
  set("low", `(i32.wrap_i64 ${get("index")})`),
  ...VECTORS.flatMap((vector) => [
    set(`b${vector}`, `(i32x4.add (i32x4.splat (i32.add ${get("low")} ${get("keyLow")})) ${counters(vector)})`),
    set(
      `a${vector}`,
      `(i32x4.splat (i32.add (i32.wrap_i64 (i64.shr_u ${get("index")} (i64.const 32))) ${get("keyHigh")}))`,
    ),
  ]),
  // Where the low word runs over within the block, the high word is one more from there on.
  when(
    `(i32.gt_u ${get("low")} (i32.const ${-BLOCK}))`,
    VECTORS.map((vector) => {
      const wrapped = `(i32x4.lt_u (i32x4.add (i32x4.splat ${get("low")}) ${counters(vector)}) (i32x4.splat ${get("low")}))`;
      return set(`a${vector}`, `(i32x4.sub ${get(`a${vector}`)} ${wrapped})`);
    }).join("\n"),
  ),
  ...INJECTIONS.flatMap(([keyA, keyB], group) => [
    ...ROTATIONS[group % 2]!.flatMap((bits) => VECTORS.flatMap((vector) => round(vector, bits))),
    ...VECTORS.flatMap((vector) => [addTo(`a${vector}`, keyA), addTo(`b${vector}`, keyB)]),
  ]),
  set(
    "kept",
    `(i8x16.narrow_i16x8_s
      (i16x8.narrow_i32x4_s ${isKept(0)} ${isKept(1)})
      (i16x8.narrow_i32x4_s ${isKept(2)} ${isKept(3)}))`,
  ),
].join("\n");

function addTo(local: string, summand: string): string {
  return set(local, `(i32x4.add ${get(local)} ${get(summand)})`);
}

function round(vector: number, bits: number): string[] {
  const b = get(`b${vector}`);
  const rotated = `(v128.or (i32x4.shl ${b} (i32.const ${bits})) (i32x4.shr_u ${b} (i32.const ${32 - bits})))`;
  return [addTo(`a${vector}`, `b${vector}`), set(`b${vector}`, `(v128.xor ${rotated} ${get(`a${vector}`)})`)];
}

function isKept(vector: number): string {
  const word = `(v128.xor ${get(`a${vector}`)} ${get(`b${vector}`)})`;
  return `(i32x4.lt_s (i32x4.shr_u ${word} (i32.const 9)) ${get("limit")})`;
}
