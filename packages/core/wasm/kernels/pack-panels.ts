import { advance, at, count, get, set, when, type Kernel } from "../kernel.ts";
import { BLOCK_COLUMNS } from "./sums-block.ts";
import { TURN_LOCALS, turnFour } from "./turn-four.ts";

/** Four rows by four columns from `from` on: the rows become columns of the panel at `to`. */
function packFour(offset: number): string {
  return turnFour(
    (row) => `(v128.load (i32.add ${get("from")} (i32.mul ${get("stride")} (i32.const ${row}))))`,
    (row, value) => `(v128.store offset=${32 * row + offset} ${get("to")} ${value})`,
  );
}

/**
 * Turns matrices [depth, length] into panels of eight columns, [⌈depth / 8⌉, length, 8], with zeros beyond the last. An item
 * is a panel; those of a matrix follow one another.
 */
export const PACK_PANELS: Kernel = {
  name: "packPanels",
  parameters: { values: "i32", packed: "i32", depth: "i32", length: "i32", panels: "i32" },
  locals: {
    row: "i32",
    width: "i32",
    stride: "i32",
    source: "i32",
    from: "i32",
    to: "i32",
    index: "i32",
    column: "i32",
    ...TURN_LOCALS,
  },
  body: [
    set("stride", `(i32.shl ${get("length")} (i32.const 2))`),
    count(
      "first",
      get("end"),
      1,
      set("row", `(i32.mul (i32.rem_u ${get("first")} ${get("panels")}) (i32.const ${BLOCK_COLUMNS}))`),
      set("width", `(i32.sub ${get("depth")} ${get("row")})`),
      set(
        "source",
        `(i32.add ${get("values")} (i32.mul ${get("stride")}
          (i32.add ${get("row")} (i32.mul (i32.div_u ${get("first")} ${get("panels")}) ${get("depth")}))))`,
      ),
      set("to", `(i32.add ${get("packed")} (i32.shl (i32.mul ${get("first")} ${get("length")}) (i32.const 5)))`),
      set("index", "(i32.const 0)"),
      set("from", get("source")),
      when(
        `(i32.ge_s ${get("width")} (i32.const ${BLOCK_COLUMNS}))`,
        [
          set("width", `(i32.const ${BLOCK_COLUMNS})`),
          count(
            "index",
            `(i32.and ${get("length")} (i32.const -4))`,
            4,
            packFour(0),
            advance("from", `(i32.shl ${get("stride")} (i32.const 2))`),
            packFour(16),
            set("from", `(i32.add (i32.sub ${get("from")} (i32.shl ${get("stride")} (i32.const 2))) (i32.const 16))`),
            advance("to", 128),
          ),
        ].join("\n"),
        `(memory.fill ${get("to")} (i32.const 0) (i32.shl ${get("length")} (i32.const 5)))`,
      ),
      count(
        "index",
        get("length"),
        1,
        set("column", "(i32.const 0)"),
        set("source", get("from")),
        count(
          "column",
          get("width"),
          1,
          `(f32.store ${at("to", get("column"))} (f32.load ${get("source")}))`,
          advance("source", get("stride")),
        ),
        advance("from", 4),
        advance("to", 32),
      ),
    ),
  ].join("\n"),
};
