import { advance, at, count, get, set, whileTrue, when, type Kernel } from "../kernel.ts";
import { BLOCK_COLUMNS, BLOCK_LOCALS, BLOCK_ROWS, loadSums, multiplyInto, storeSums } from "./sums-block.ts";
import { TURN_LOCALS, turnFour } from "./turn-four.ts";

const ROWS = [0, 1, 2, 3] as const;

/**
 * c += a·b for a panel of eight columns at a time. Each element of c sums over k from 0 upwards, on from what it holds.
 *
 * `b` is packed into the thread's scratch, [inner, 8], with zeros beyond the last column: from [inner, columns], or from
 * [columns, inner] if it is `transposed`; for a single block of rows it is read where it is, if it lies in rows. The last
 * rows are done two and one at a time. Where the last columns jut out over c, they are computed in a tile behind the panel,
 * and what belongs to c is copied.
 *
 * An item is a panel. Strides are in bytes.
 */
export const MATMUL: Kernel = {
  name: "matmul",
  parameters: {
    a: "i32",
    aRow: "i32",
    aInner: "i32",
    b: "i32",
    transposed: "i32",
    c: "i32",
    rows: "i32",
    columns: "i32",
    inner: "i32",
    scratch: "i32",
    scratchSize: "i32",
  },
  locals: {
    panel: "i32",
    tile: "i32",
    column: "i32",
    width: "i32",
    isWhole: "i32",
    height: "i32",
    row: "i32",
    k: "i32",
    from: "i32",
    to: "i32",
    right: "i32",
    rightRow: "i32",
    x: "i32",
    y: "i32",
    target: "i32",
    targetRow: "i32",
    cRow: "i32",
    ...Object.fromEntries(ROWS.map((row) => [`a${row}`, "i32"])),
    ...BLOCK_LOCALS,
    ...TURN_LOCALS,
  },
  body: [
    set("panel", `(i32.add ${get("scratch")} (i32.mul (global.get $thread) ${get("scratchSize")}))`),
    set("tile", `(i32.add ${get("panel")} (i32.shl ${get("inner")} (i32.const 5)))`),
    set("cRow", `(i32.shl ${get("columns")} (i32.const 2))`),
    count(
      "first",
      get("end"),
      1,
      set("column", `(i32.shl ${get("first")} (i32.const 3))`),
      set("width", least(`(i32.sub ${get("columns")} ${get("column")})`, BLOCK_COLUMNS)),
      set("isWhole", `(i32.eq ${get("width")} (i32.const ${BLOCK_COLUMNS}))`),
      set("right", get("panel")),
      set("rightRow", "(i32.const 32)"),
      when(
        get("transposed"),
        packTransposed(),
        when(
          `(i32.and ${get("isWhole")} (i32.le_s ${get("rows")} (i32.const ${BLOCK_ROWS})))`,
          [set("right", at("b", get("column"))), set("rightRow", get("cRow"))].join("\n"),
          packRows(),
        ),
      ),
      set("row", "(i32.const 0)"),
      count(
        "row",
        `(select (i32.and ${get("rows")} (i32.const -4)) ${get("rows")} ${get("isWhole")})`,
        BLOCK_ROWS,
        set("height", least(`(i32.sub ${get("rows")} ${get("row")})`, BLOCK_ROWS)),
        set("target", `(i32.add ${at("c", get("column"))} (i32.mul ${get("row")} ${get("cRow")}))`),
        set("targetRow", get("cRow")),
        when(
          `(i32.eqz ${get("isWhole")})`,
          [
            copyTile(
              `(i32.add ${at("target", get("x"))} (i32.mul ${get("y")} ${get("cRow")}))`,
              `(i32.add ${at("tile", get("x"))} (i32.shl ${get("y")} (i32.const 5)))`,
            ),
            set("target", get("tile")),
            set("targetRow", "(i32.const 32)"),
          ].join("\n"),
        ),
        block(BLOCK_ROWS),
        when(
          `(i32.eqz ${get("isWhole")})`,
          [
            set("target", `(i32.add ${at("c", get("column"))} (i32.mul ${get("row")} ${get("cRow")}))`),
            copyTile(
              `(i32.add ${at("tile", get("x"))} (i32.shl ${get("y")} (i32.const 5)))`,
              `(i32.add ${at("target", get("x"))} (i32.mul ${get("y")} ${get("cRow")}))`,
            ),
          ].join("\n"),
        ),
      ),
      when(get("isWhole"), [lastRows(2), lastRows(1)].join("\n")),
    ),
  ].join("\n"),
};

/** Two rows or one, if there are as many left. */
function lastRows(many: 1 | 2): string {
  return when(
    `(i32.and ${get("rows")} (i32.const ${many}))`,
    [
      set("target", `(i32.add ${at("c", get("column"))} (i32.mul ${get("row")} ${get("cRow")}))`),
      set("targetRow", get("cRow")),
      block(many),
      advance("row", many),
    ].join("\n"),
  );
}

function least(value: string, limit: number): string {
  return `(select ${value} (i32.const ${limit}) (i32.lt_s ${value} (i32.const ${limit})))`;
}

/** Copies `height` by `width` elements, one after the other. */
function copyTile(from: string, to: string): string {
  return [
    set("y", "(i32.const 0)"),
    count(
      "y",
      get("height"),
      1,
      set("x", "(i32.const 0)"),
      count("x", get("width"), 1, `(f32.store ${to} (f32.load ${from}))`),
    ),
  ].join("\n");
}

/** Eight neighbours of each of b's rows. */
function packRows(): string {
  return [
    set("from", at("b", get("column"))),
    set("to", get("panel")),
    set("k", "(i32.const 0)"),
    when(
      `(i32.eq ${get("width")} (i32.const ${BLOCK_COLUMNS}))`,
      count(
        "k",
        get("inner"),
        1,
        `(v128.store ${get("to")} (v128.load ${get("from")}))`,
        `(v128.store offset=16 ${get("to")} (v128.load offset=16 ${get("from")}))`,
        advance("from", get("cRow")),
        advance("to", 32),
      ),
      [
        "(memory.fill (local.get $panel) (i32.const 0) (i32.shl (local.get $inner) (i32.const 5)))",
        count(
          "k",
          get("inner"),
          1,
          set("x", "(i32.const 0)"),
          count("x", get("width"), 1, `(f32.store ${at("to", get("x"))} (f32.load ${at("from", get("x"))}))`),
          advance("from", get("cRow")),
          advance("to", 32),
        ),
      ].join("\n"),
    ),
  ].join("\n");
}

/** Eight of b's rows, turned round: four by four in registers where all are there, else one by one. */
function packTransposed(): string {
  const row = `(i32.shl ${get("inner")} (i32.const 2))`;
  const quarter = (offset: number): string =>
    turnFour(
      (number) => `(v128.load (i32.add ${get("from")} (i32.mul ${row} (i32.const ${number}))))`,
      (k, value) => `(v128.store offset=${32 * k + offset} ${get("to")} ${value})`,
    );
  return [
    set("from", `(i32.add ${get("b")} (i32.mul ${get("column")} ${row}))`),
    set("to", get("panel")),
    set("k", "(i32.const 0)"),
    when(
      `(i32.eq ${get("width")} (i32.const ${BLOCK_COLUMNS}))`,
      count(
        "k",
        `(i32.and ${get("inner")} (i32.const -4))`,
        4,
        quarter(0),
        advance("from", `(i32.shl ${row} (i32.const 2))`),
        quarter(16),
        set("from", `(i32.add (i32.sub ${get("from")} (i32.shl ${row} (i32.const 2))) (i32.const 16))`),
        advance("to", 128),
      ),
      "(memory.fill (local.get $panel) (i32.const 0) (i32.shl (local.get $inner) (i32.const 5)))",
    ),
    count(
      "k",
      get("inner"),
      1,
      set("x", "(i32.const 0)"),
      count(
        "x",
        get("width"),
        1,
        `(f32.store ${at("to", get("x"))} (f32.load (i32.add ${get("from")} (i32.mul ${get("x")} ${row}))))`,
      ),
      advance("from", 4),
      advance("to", 32),
    ),
  ].join("\n");
}

/** Rows by eight columns: sums in registers over all of k. */
function block(rows: 1 | 2 | 4): string {
  const target = (row: number): string => `(i32.add ${get("target")} (i32.mul ${get("targetRow")} (i32.const ${row})))`;
  const present = ROWS.slice(0, rows);
  return [
    set("a0", `(i32.add ${get("a")} (i32.mul ${get("row")} ${get("aRow")}))`),
    // Rows that are not there repeat one that is; what they give is thrown away.
    ...present
      .slice(1)
      .map((row) =>
        set(
          `a${row}`,
          `(select (i32.add ${get(`a${row - 1}`)} ${get("aRow")}) ${get("a0")} (i32.gt_s (i32.sub ${get("rows")} ${get("row")}) (i32.const ${row})))`,
        ),
      ),
    loadSums(target, rows),
    set("from", get("right")),
    set("to", `(i32.add ${get("from")} (i32.mul ${get("inner")} ${get("rightRow")}))`),
    whileTrue(
      `(i32.lt_u ${get("from")} ${get("to")})`,
      multiplyInto((row) => `(v128.load32_splat ${get(`a${row}`)})`, get("from"), rows),
      ...present.map((row) => advance(`a${row}`, get("aInner"))),
      advance("from", get("rightRow")),
    ),
    storeSums(target, rows),
  ].join("\n");
}
