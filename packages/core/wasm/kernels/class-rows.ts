import { exp } from "../double-vectors.ts";
import { get, set, type Kernel } from "../kernel.ts";
import { blockLocals, eachBlock, eachValue, LINE_PARAMETERS } from "./lines.ts";
import { gather, inDoubles, ofLine, scatter, valueOf } from "./lines-of-floats.ts";

const ZERO = "(v128.const i64x2 0 0)";

/** The largest of each row in `maximum` and its index in `index`: the first on ties, or the first NaN. */
function findLargest(values: string): string {
  return [
    set(
      "maximum",
      gather((line) => get(`${values}Start${line}`)),
    ),
    set("index", ZERO),
    eachValue(
      [values],
      [],
      set("value", valueOf(values)),
      set(
        "isLarger",
        `(v128.andnot (f32x4.eq ${get("maximum")} ${get("maximum")}) (f32x4.le ${get("value")} ${get("maximum")}))`,
      ),
      set("maximum", `(v128.bitselect ${get("value")} ${get("maximum")} ${get("isLarger")})`),
      set("index", `(v128.bitselect (i32x4.splat ${get("place")}) ${get("index")} ${get("isLarger")})`),
    ),
  ].join("\n");
}

/** Of each row the index of the largest value. An item is four rows. */
export const LARGEST_OF_ROWS: Kernel = {
  name: "largestOfRows",
  parameters: { values: "i32", ...LINE_PARAMETERS, largest: "i32" },
  locals: { ...blockLocals(["values"], []), maximum: "v128", index: "v128", value: "v128", isLarger: "v128" },
  body: eachBlock(
    ["values"],
    findLargest("values"),
    scatter("index", (line) => ofLine("largest", line)),
  ),
};

/** weight · (softmax - wanted), and what the loss is made of. An item is four rows. */
export const CROSS_ENTROPY_ROWS: Kernel = {
  name: "crossEntropyRows",
  parameters: {
    logits: "i32",
    gradient: "i32",
    ...LINE_PARAMETERS,
    targets: "i32",
    weights: "i32",
    largest: "i32",
    sums: "i32",
    ofTarget: "f32",
    ofOthers: "f32",
  },
  locals: {
    ...blockLocals(["logits", "gradient"], []),
    ...Object.fromEntries(
      ["maximum", "index", "value", "isLarger", "sum", "target", "weight", "counts", "here", "elsewhere"].map(
        (name) => [name, "v128" as const],
      ),
    ),
  },
  body: eachBlock(
    ["logits", "gradient"],
    findLargest("logits"),
    scatter("index", (line) => ofLine("largest", line)),
    set("sum", ZERO),
    eachValue(
      ["logits", "gradient"],
      [],
      set("value", `(f32x4.sub ${valueOf("logits")} ${get("maximum")})`),
      set("value", inDoubles("value", exp)),
      set("sum", `(f32x4.add ${get("sum")} ${get("value")})`),
      scatter("value", (line) => get(`gradient${line}`)),
    ),
    scatter("sum", (line) => ofLine("sums", line)),
    set(
      "target",
      gather((line) => ofLine("targets", line)),
    ),
    set(
      "weight",
      gather((line) => ofLine("weights", line)),
    ),
    // Rows of weight 0 keep +0.
    set("counts", `(f32x4.ne ${get("weight")} ${ZERO})`),
    set("here", `(f32x4.splat ${get("ofTarget")})`),
    set("elsewhere", `(f32x4.splat ${get("ofOthers")})`),
    eachValue(
      ["gradient"],
      [],
      set("isLarger", `(i32x4.eq ${get("target")} (i32x4.splat ${get("place")}))`),
      set(
        "value",
        `(f32x4.sub (f32x4.div ${valueOf("gradient")} ${get("sum")})
          (v128.bitselect ${get("here")} ${get("elsewhere")} ${get("isLarger")}))`,
      ),
      set("value", `(v128.and ${get("counts")} (f32x4.mul ${get("weight")} ${get("value")}))`),
      scatter("value", (line) => get(`gradient${line}`)),
    ),
  ),
};

/** Σ_j (logSum - (z_j - m)) of each row. An item is four rows. */
export const SUMS_OF_LOSSES: Kernel = {
  name: "sumsOfLosses",
  parameters: { logits: "i32", ...LINE_PARAMETERS, largest: "i32", logSums: "i32", losses: "i32" },
  locals: {
    ...blockLocals(["logits"], []),
    ...Object.fromEntries(["maximum", "logSum", "sum"].map((name) => [name, "v128" as const])),
  },
  body: eachBlock(
    ["logits"],
    set(
      "maximum",
      gather(
        (line) =>
          `(i32.add ${get(`logitsStart${line}`)} (i32.shl (i32.load ${ofLine("largest", line)}) (i32.const 2)))`,
      ),
    ),
    set(
      "logSum",
      gather((line) => ofLine("logSums", line)),
    ),
    set("sum", ZERO),
    eachValue(
      ["logits"],
      [],
      set(
        "sum",
        `(f32x4.add ${get("sum")} (f32x4.sub ${get("logSum")} (f32x4.sub ${valueOf("logits")} ${get("maximum")})))`,
      ),
    ),
    scatter("sum", (line) => ofLine("losses", line)),
  ),
};
