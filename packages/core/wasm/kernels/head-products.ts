import { advance, count, get, set, when, type Kernel } from "../kernel.ts";

const VECTORS = [0, 1, 2, 3] as const;

/** What is left out, by number: see `leavesOut` of the loop in TypeScript. */
const INNER_ABOVE = 1;
const INNER_BELOW = 2;
const COLUMNS_ABOVE = 3;

function plus(base: string, ...terms: readonly (readonly [string, string])[]): string {
  return terms.reduce((sum, [a, b]) => `(i32.add ${sum} (i32.mul ${get(a)} ${get(b)}))`, get(base));
}

function isMode(mode: number): string {
  return `(i32.eq ${get("mode")} (i32.const ${mode}))`;
}

/** The line's number plus one, at most `limit`. */
function upToLine(limit: string): string {
  const next = `(i32.add ${get("line")} (i32.const 1))`;
  return `(select ${next} ${get(limit)} (i32.lt_s ${next} ${get(limit)}))`;
}

/** Sums of neighbouring columns in registers over the inner axis, as long as so many columns are left. */
function columnsAtOnce(width: number, load: string[], step: string[], store: string[]): string {
  return count(
    "column",
    `(i32.sub ${get("columnsTo")} (i32.const ${width - 1}))`,
    width,
    set("target", `(i32.add ${get("cLineStart")} (i32.shl ${get("column")} (i32.const 2)))`),
    ...load,
    set("x", get("aLineStart")),
    set("y", `(i32.add ${get("bFirst")} (i32.shl ${get("column")} (i32.const 2)))`),
    set("k", get("from")),
    count("k", get("to"), 1, ...step, advance("x", get("aColumn")), advance("y", get("bStep"))),
    ...store,
  );
}

function vectorsAtOnce(vectors: readonly number[]): string {
  return columnsAtOnce(
    4 * vectors.length,
    vectors.map((vector) => set(`s${vector}`, `(v128.load offset=${16 * vector} ${get("target")})`)),
    [
      set("v", `(v128.load32_splat ${get("x")})`),
      ...vectors.map((vector) =>
        set(
          `s${vector}`,
          `(f32x4.add ${get(`s${vector}`)} (f32x4.mul ${get("v")} (v128.load offset=${16 * vector} ${get("y")})))`,
        ),
      ),
    ],
    vectors.map((vector) => `(v128.store offset=${16 * vector} ${get("target")} ${get(`s${vector}`)})`),
  );
}

/** b with a column's numbers beside each other, in the thread's scratch, line after line. */
const TURN_B = [
  set("bStart", plus("scratch", ["scratchSize", "thread"])),
  set("y", get("bStart")),
  set("k", "(i32.const 0)"),
  count(
    "k",
    get("inner"),
    1,
    set("x", plus("bFirst", ["k", "bLine"])),
    set("column", "(i32.const 0)"),
    count(
      "column",
      get("columns"),
      1,
      `(f32.store ${get("y")} (f32.load ${get("x")}))`,
      advance("x", get("bColumn")),
      advance("y", 4),
    ),
  ),
  set("bFirst", get("bStart")),
  set("bStep", `(i32.shl ${get("columns")} (i32.const 2))`),
].join("\n");

const LOCALS = [
  "row",
  "head",
  "thread",
  "line",
  "column",
  "k",
  "from",
  "to",
  "columnsTo",
  "x",
  "y",
  "target",
  "aStart",
  "bStart",
  "bFirst",
  "bStep",
  "cStart",
  "aLineStart",
  "cLineStart",
];

/** c += a·b for every head of every row. An item is a head. Strides are in bytes. */
export const HEAD_PRODUCTS: Kernel = {
  name: "headProducts",
  parameters: Object.fromEntries(
    [
      ...["a", "b", "c"].flatMap((matrix) => [matrix, ...["Row", "Head", "Line", "Column"].map((of) => matrix + of)]),
      "heads",
      "lines",
      "inner",
      "columns",
      "mode",
      "scratch",
      "scratchSize",
    ].map((name) => [name, "i32"]),
  ),
  locals: {
    ...Object.fromEntries(LOCALS.map((name) => [name, "i32"])),
    ...Object.fromEntries(["s0", "s1", "s2", "s3", "v"].map((name) => [name, "v128"])),
    sum: "f32",
  },
  body: [
    set("thread", "(global.get $thread)"),
    count(
      "first",
      get("end"),
      1,
      set("row", `(i32.div_u ${get("first")} ${get("heads")})`),
      set("head", `(i32.rem_u ${get("first")} ${get("heads")})`),
      set("aStart", plus("a", ["row", "aRow"], ["head", "aHead"])),
      set("bFirst", plus("b", ["row", "bRow"], ["head", "bHead"])),
      set("cStart", plus("c", ["row", "cRow"], ["head", "cHead"])),
      set("bStep", get("bLine")),
      when(`(i32.ne ${get("bColumn")} (i32.const 4))`, TURN_B),
      set("bStart", get("bFirst")),
      set("line", "(i32.const 0)"),
      count(
        "line",
        get("lines"),
        1,
        set("from", `(select ${get("line")} (i32.const 0) ${isMode(INNER_BELOW)})`),
        set("to", `(select ${upToLine("inner")} ${get("inner")} ${isMode(INNER_ABOVE)})`),
        set("columnsTo", `(select ${upToLine("columns")} ${get("columns")} ${isMode(COLUMNS_ABOVE)})`),
        set("aLineStart", plus("aStart", ["line", "aLine"], ["from", "aColumn"])),
        set("cLineStart", plus("cStart", ["line", "cLine"])),
        set("bFirst", plus("bStart", ["from", "bStep"])),
        set("column", "(i32.const 0)"),
        vectorsAtOnce(VECTORS),
        vectorsAtOnce([0]),
        columnsAtOnce(
          1,
          [set("sum", `(f32.load ${get("target")})`)],
          [set("sum", `(f32.add ${get("sum")} (f32.mul (f32.load ${get("x")}) (f32.load ${get("y")})))`)],
          [`(f32.store ${get("target")} ${get("sum")})`],
        ),
      ),
    ),
  ].join("\n"),
};
