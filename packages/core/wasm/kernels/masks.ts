import { advance, at, count, get, set, when, type Kernel } from "../kernel.ts";
import { BLOCK, DRAW_BLOCK, DRAWING_LOCALS, PREPARE_DRAWING } from "./keep-block.ts";
import { MASK_BLOCK } from "./mask-block.ts";

const BYTE_ONES = "(v128.const i32x4 0x01010101 0x01010101 0x01010101 0x01010101)";
/** In place of an address. */
const NOWHERE = "(i32.const -1)";

/** An element's index in a mask, given that of the block. */
const element = `(i32.mul ${get("first")} (i32.const ${BLOCK}))`;

/** Where the first block's values lie, and how many there are from there on. */
const SET_ADDRESSES = [
  set("left", `(i32.sub ${get("count")} ${element})`),
  set("from", at("values", element)),
  set("to", at("result", element)),
];

/** Puts the block's values through the law, but those that are not there. */
const APPLY = when(
  `(i32.ge_s ${get("left")} (i32.const ${BLOCK}))`,
  MASK_BLOCK,
  `(call $maskSome ${["kept", "from", "to", "scale", "offset", "fill", "left"].map(get).join(" ")})`,
);

const NEXT_ADDRESSES = [advance("left", -BLOCK), advance("from", 4 * BLOCK), advance("to", 4 * BLOCK)];

/**
 * A mask's bits from its address, and what becomes of values by them. An item is a block of sixteen elements; `keep` takes
 * one byte an element, those behind `count` in the last block too. `keep` and `values` may be -1: nowhere.
 */
export const DRAW_MASK: Kernel = {
  name: "drawMask",
  parameters: {
    keyHigh: "i32",
    keyLow: "i32",
    startHigh: "i32",
    startLow: "i32",
    threshold: "i32",
    keep: "i32",
    values: "i32",
    result: "i32",
    count: "i32",
    scale: "f32",
    offset: "f32",
    fill: "f32",
  },
  locals: { left: "i32", from: "i32", to: "i32", ...DRAWING_LOCALS },
  body: [
    set(
      "index",
      `(i64.add
        (i64.or (i64.shl (i64.extend_i32_u ${get("startHigh")}) (i64.const 32)) (i64.extend_i32_u ${get("startLow")}))
        (i64.extend_i32_u ${element}))`,
    ),
    PREPARE_DRAWING,
    ...SET_ADDRESSES,
    count(
      "first",
      get("end"),
      1,
      DRAW_BLOCK,
      when(
        `(i32.ne ${get("keep")} ${NOWHERE})`,
        `(v128.store ${at("keep", element, 0)} (v128.and ${get("kept")} ${BYTE_ONES}))`,
      ),
      when(`(i32.ne ${get("values")} ${NOWHERE})`, APPLY),
      set("index", `(i64.add ${get("index")} (i64.const ${BLOCK}))`),
      ...NEXT_ADDRESSES,
    ),
  ].join("\n"),
};

/** What becomes of values by bits that have been drawn. An item is a block of sixteen; sixteen bytes of `keep` are read. */
export const APPLY_MASK: Kernel = {
  name: "applyMask",
  parameters: {
    keep: "i32",
    values: "i32",
    result: "i32",
    count: "i32",
    scale: "f32",
    offset: "f32",
    fill: "f32",
  },
  locals: { left: "i32", from: "i32", to: "i32", kept: "v128" },
  body: [
    ...SET_ADDRESSES,
    count(
      "first",
      get("end"),
      1,
      set("kept", `(i8x16.neg (v128.load ${at("keep", element, 0)}))`),
      APPLY,
      ...NEXT_ADDRESSES,
    ),
  ].join("\n"),
};

/**
 * Bytes of 0 and 1 as words of `bits` bits, the first in the lowest place. An item is a word; 32 bytes are read for each.
 */
export const PACK_BITS: Kernel = {
  name: "packBits",
  parameters: { keep: "i32", words: "i32", bits: "i32" },
  locals: { from: "i32", mask: "i32" },
  body: [
    set("from", `(i32.add ${get("keep")} (i32.mul ${get("first")} ${get("bits")}))`),
    set("mask", `(i32.shr_u (i32.const -1) (i32.sub (i32.const 32) ${get("bits")}))`),
    count(
      "first",
      get("end"),
      1,
      `(i32.store ${at("words", get("first"))} (i32.and ${get("mask")} (i32.or
        (i8x16.bitmask (i8x16.neg (v128.load ${get("from")})))
        (i32.shl (i8x16.bitmask (i8x16.neg (v128.load offset=16 ${get("from")}))) (i32.const 16)))))`,
      advance("from", get("bits")),
    ),
  ].join("\n"),
};
