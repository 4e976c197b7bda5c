import { advance, at, count, get, set, type Kernel } from "../kernel.ts";
import { TURN_LOCALS, turnFour } from "./turn-four.ts";

/** [rows, columns] to [columns, rows]. An item is a row of the result; four of them go together, four numbers at a time. */
export const TRANSPOSE: Kernel = {
  name: "transpose",
  parameters: { from: "i32", to: "i32", rows: "i32", columns: "i32" },
  locals: { row: "i32", source: "i32", target: "i32", sourceRow: "i32", targetRow: "i32", last: "i32", ...TURN_LOCALS },
  body: [
    set("sourceRow", `(i32.shl ${get("columns")} (i32.const 2))`),
    set("targetRow", `(i32.shl ${get("rows")} (i32.const 2))`),
    set("last", `(i32.sub ${get("end")} (i32.const 3))`),
    count(
      "first",
      get("last"),
      4,
      begin(),
      count(
        "row",
        `(i32.and ${get("rows")} (i32.const -4))`,
        4,
        turnFour(
          (row) => `(v128.load (i32.add ${get("source")} (i32.mul ${get("sourceRow")} (i32.const ${row}))))`,
          (row, value) =>
            `(v128.store (i32.add ${get("target")} (i32.mul ${get("targetRow")} (i32.const ${row}))) ${value})`,
        ),
        advance("source", `(i32.shl ${get("sourceRow")} (i32.const 2))`),
        advance("target", 16),
      ),
      copyRows(4),
    ),
    count("first", get("end"), 1, begin(), copyRows(1)),
  ].join("\n"),
};

function begin(): string {
  return [
    set("source", at("from", get("first"))),
    set("target", at("to", `(i32.mul ${get("first")} ${get("rows")})`)),
    set("row", "(i32.const 0)"),
  ].join("\n");
}

/** The rest of the rows, number by number. */
function copyRows(many: 1 | 4): string {
  return count(
    "row",
    get("rows"),
    1,
    ...[0, 1, 2, 3]
      .slice(0, many)
      .map(
        (column) =>
          `(f32.store (i32.add ${get("target")} (i32.mul ${get("targetRow")} (i32.const ${column}))) (f32.load offset=${4 * column} ${get("source")}))`,
      ),
    advance("source", get("sourceRow")),
    advance("target", 4),
  );
}
