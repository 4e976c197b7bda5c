import type { KernelRoutine } from "../kernel-module.ts";
import { advance, get, set, whileTrue } from "../kernel.ts";

const LANES = [0, 1, 2, 3] as const;

/**
 * Sixteen values, at `from`, by a mask's law to `to`: f32(f32(x · scale) + offset) where a byte of `kept` is all ones,
 * `fill` where it is zero. An offset of -0 adds nothing.
 */
export const MASK_BLOCK: string = LANES.map((lane) => {
  const half = `(i16x8.extend_${lane < 2 ? "low" : "high"}_i8x16_s ${get("kept")})`;
  const scaled = `(f32x4.mul (v128.load offset=${16 * lane} ${get("from")}) (f32x4.splat ${get("scale")}))`;
  return `(v128.store offset=${16 * lane} ${get("to")} (v128.bitselect
    (f32x4.add ${scaled} (f32x4.splat ${get("offset")}))
    (f32x4.splat ${get("fill")})
    (i32x4.extend_${lane % 2 === 0 ? "low" : "high"}_i16x8_s ${half})))`;
}).join("\n");

/** The same for the first `count` of them. */
export const MASK_SOME: KernelRoutine = `(func $maskSome
  (param $kept v128) (param $from i32) (param $to i32) (param $scale f32) (param $offset f32) (param $fill f32)
  (param $count i32)
  ${whileTrue(
    `(i32.gt_s ${get("count")} (i32.const 0))`,
    `(f32.store ${get("to")} (select
      (f32.add (f32.mul (f32.load ${get("from")}) ${get("scale")}) ${get("offset")})
      ${get("fill")}
      (i8x16.extract_lane_s 0 ${get("kept")})))`,
    // The next one's byte comes to the front.
    set("kept", `(i8x16.shuffle 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 0 ${get("kept")} ${get("kept")})`),
    advance("from", 4),
    advance("to", 4),
    advance("count", -1),
  )})`;
