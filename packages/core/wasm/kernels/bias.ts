import { advance, at, count, get, set, type Kernel } from "../kernel.ts";

/** Adds a bias to each row, in place. An item is a row. */
export const ADD_TO_ROWS: Kernel = {
  name: "addToRows",
  parameters: { values: "i32", bias: "i32", columns: "i32" },
  locals: { column: "i32", to: "i32", from: "i32" },
  body: [
    set("to", at("values", `(i32.mul ${get("first")} ${get("columns")})`)),
    count(
      "first",
      get("end"),
      1,
      set("from", get("bias")),
      set("column", "(i32.const 0)"),
      count(
        "column",
        `(i32.and ${get("columns")} (i32.const -4))`,
        4,
        `(v128.store ${get("to")} (f32x4.add (v128.load ${get("to")}) (v128.load ${get("from")})))`,
        advance("to", 16),
        advance("from", 16),
      ),
      count(
        "column",
        get("columns"),
        1,
        `(f32.store ${get("to")} (f32.add (f32.load ${get("to")}) (f32.load ${get("from")})))`,
        advance("to", 4),
        advance("from", 4),
      ),
    ),
  ].join("\n"),
};

/** sums[c] += values[r, c] for all rows in order. An item is a column. */
export const SUM_ROWS: Kernel = {
  name: "sumRows",
  parameters: { values: "i32", sums: "i32", rows: "i32", columns: "i32" },
  locals: { row: "i32", from: "i32", stride: "i32", sum: "f32", a: "v128" },
  body: [
    set("stride", `(i32.shl ${get("columns")} (i32.const 2))`),
    count(
      "first",
      `(i32.sub ${get("end")} (i32.const 3))`,
      4,
      set("from", at("values", get("first"))),
      set("a", `(v128.load ${at("sums", get("first"))})`),
      set("row", "(i32.const 0)"),
      count(
        "row",
        get("rows"),
        1,
        set("a", `(f32x4.add ${get("a")} (v128.load ${get("from")}))`),
        advance("from", get("stride")),
      ),
      `(v128.store ${at("sums", get("first"))} ${get("a")})`,
    ),
    count(
      "first",
      get("end"),
      1,
      set("from", at("values", get("first"))),
      set("sum", `(f32.load ${at("sums", get("first"))})`),
      set("row", "(i32.const 0)"),
      count(
        "row",
        get("rows"),
        1,
        set("sum", `(f32.add ${get("sum")} (f32.load ${get("from")}))`),
        advance("from", get("stride")),
      ),
      `(f32.store ${at("sums", get("first"))} ${get("sum")})`,
    ),
  ].join("\n"),
};
