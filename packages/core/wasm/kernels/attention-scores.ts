import { exp } from "../double-vectors.ts";
import { get, set, type Kernel, type LocalType } from "../kernel.ts";
import { blockLocals, eachBlock, eachValue, LINE_PARAMETERS, LINES } from "./lines.ts";
import { gather, inDoubles, scatter, valueOf } from "./lines-of-floats.ts";

const ZERO = "(v128.const i64x2 0 0)";
const LOWEST = "(f32x4.splat (f32.const -inf))";

const PARAMETERS: Kernel["parameters"] = { ...LINE_PARAMETERS, positions: "i32", causal: "i32", scale: "f32" };

function vectors(names: readonly string[]): Record<string, LocalType> {
  return Object.fromEntries([...names, "limits", "factor"].map((name) => [name, "v128"]));
}

/** The last position that each of four lines sees, in `limits`; runs become as long as the longest of them. */
const LOOK_AHEAD = [
  set("factor", `(f32x4.splat ${get("scale")})`),
  set("run", "(i32.const 0)"),
  ...LINES.flatMap((line) => {
    const own = `(i32.rem_u ${get(`line${line}`)} ${get("positions")})`;
    const all = `(i32.sub ${get("positions")} (i32.const 1))`;
    const limit = `(i32x4.extract_lane ${line} ${get("limits")})`;
    return [
      set("limits", `(i32x4.replace_lane ${line} ${get("limits")} (select ${own} ${all} ${get("causal")}))`),
      set("run", `(select ${get("run")} (i32.add ${limit} (i32.const 1)) (i32.gt_s ${get("run")} ${limit}))`),
    ];
  }),
].join("\n");

/** Where a line sees the position at which it is. */
const IS_SEEN = `(i32x4.le_s (i32x4.splat ${get("place")}) ${get("limits")})`;

/** The softmax of scores times a scale, in place. An item is four lines. */
export const SOFTMAX_OF_SCORES: Kernel = {
  name: "softmaxOfScores",
  parameters: { scores: "i32", ...PARAMETERS },
  locals: { ...blockLocals(["scores"], []), ...vectors(["maximum", "value", "sum"]) },
  body: eachBlock(
    ["scores"],
    LOOK_AHEAD,
    set("maximum", `(f32x4.mul ${get("factor")} ${gather((line) => get(`scoresStart${line}`))})`),
    eachValue(
      ["scores"],
      [],
      // What is not seen comes to +0 by e^-∞, unless the sum is NaN.
      set("value", `(v128.bitselect (f32x4.mul ${valueOf("scores")} ${get("factor")}) ${LOWEST} ${IS_SEEN})`),
      set("maximum", `(f32x4.pmax ${get("maximum")} ${get("value")})`),
    ),
    set("sum", ZERO),
    eachValue(
      ["scores"],
      [],
      set("value", `(v128.bitselect (f32x4.mul ${valueOf("scores")} ${get("factor")}) ${LOWEST} ${IS_SEEN})`),
      set("value", `(f32x4.sub ${get("value")} ${get("maximum")})`),
      set("value", inDoubles("value", exp)),
      set("sum", `(f32x4.add ${get("sum")} ${get("value")})`),
      scatter("value", (line) => get(`scores${line}`)),
    ),
    set("run", get("positions")),
    eachValue(
      ["scores"],
      [],
      set("value", `(v128.and (f32x4.div ${valueOf("scores")} ${get("sum")}) ${IS_SEEN})`),
      scatter("value", (line) => get(`scores${line}`)),
    ),
  ),
};

/** p·(g - Σ p·g)·scale. Where a line sees nothing p and g are +0, which changes no sum. An item is four lines. */
export const GRADIENT_OF_SCORES: Kernel = {
  name: "gradientOfScores",
  parameters: { weights: "i32", gradient: "i32", result: "i32", ...PARAMETERS },
  locals: { ...blockLocals(["weights", "gradient", "result"], []), ...vectors(["mean", "value", "g"]) },
  body: eachBlock(
    ["weights", "gradient", "result"],
    LOOK_AHEAD,
    set("mean", ZERO),
    eachValue(
      ["weights", "gradient"],
      [],
      set("g", `(v128.and ${valueOf("gradient")} ${IS_SEEN})`),
      set("mean", `(f32x4.add ${get("mean")} (f32x4.mul ${valueOf("weights")} ${get("g")}))`),
    ),
    eachValue(
      ["weights", "gradient", "result"],
      [],
      set("value", `(f32x4.mul ${valueOf("weights")} (f32x4.sub ${valueOf("gradient")} ${get("mean")}))`),
      set("value", `(v128.and (f32x4.mul ${get("value")} ${get("factor")}) ${IS_SEEN})`),
      scatter("value", (line) => get(`result${line}`)),
    ),
  ),
};
