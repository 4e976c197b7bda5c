import { at, count, get, set, type Kernel } from "../kernel.ts";

/** [rows, columns] to [columns, rows]. An item is a row of the result. */
export const TRANSPOSE: Kernel = {
  name: "transpose",
  parameters: { from: "i32", to: "i32", rows: "i32", columns: "i32" },
  locals: { row: "i32", source: "i32", target: "i32" },
  body: count(
    "first",
    get("end"),
    1,
    set("source", at("from", get("first"))),
    set("target", at("to", `(i32.mul ${get("first")} ${get("rows")})`)),
    set("row", "(i32.const 0)"),
    count(
      "row",
      get("rows"),
      1,
      `(f32.store ${get("target")} (f32.load ${get("source")}))`,
      set("source", at("source", get("columns"))),
      set("target", "(i32.add (local.get $target) (i32.const 4))"),
    ),
  ),
};
