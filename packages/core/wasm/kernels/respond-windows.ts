import { advance, at, count, get, set, when, whileTrue, type Kernel } from "../kernel.ts";
import { shuffleLanes } from "./shuffle-lanes.ts";
import { BLOCK_COLUMNS, BLOCK_LOCALS, BLOCK_ROWS, clearSums, multiplyInto } from "./sums-block.ts";

const CORNERS = [0, 1, 2, 3] as const;

/**
 * Responses of windows to weights: sums over the elements of a window from the first upwards, on from +0.
 *
 * A window's element lies at the sum of two offsets in the padded field, `elements` (of the element) and `places` (of the
 * window), both in bytes; so no window is ever written out. Four windows by eight responses are summed at a time, and turned
 * round as they are stored. `weights` are panels, [groups, panels, inner, 8].
 *
 * An item is a panel of responses of a group of a row. `groupSize` is the bytes of a group of the padded field; the
 * scratch of a thread has 128 bytes.
 */
export const RESPOND_WINDOWS: Kernel = {
  name: "respondWindows",
  parameters: {
    field: "i32",
    groupSize: "i32",
    weights: "i32",
    elements: "i32",
    inner: "i32",
    places: "i32",
    positions: "i32",
    responses: "i32",
    depth: "i32",
    panels: "i32",
    groups: "i32",
    scratch: "i32",
  },
  locals: {
    tile: "i32",
    part: "i32",
    panel: "i32",
    width: "i32",
    height: "i32",
    base: "i32",
    weight: "i32",
    output: "i32",
    position: "i32",
    element: "i32",
    elementsEnd: "i32",
    offset: "i32",
    from: "i32",
    target: "i32",
    stride: "i32",
    x: "i32",
    y: "i32",
    ...Object.fromEntries(CORNERS.map((row) => [`a${row}`, "i32"])),
    ...BLOCK_LOCALS,
    b2: "v128",
    b3: "v128",
  },
  body: [
    set("tile", `(i32.add ${get("scratch")} (i32.shl (global.get $thread) (i32.const 7)))`),
    set("elementsEnd", at("elements", get("inner"))),
    count(
      "first",
      get("end"),
      1,
      set("part", `(i32.div_u ${get("first")} ${get("panels")})`),
      set("panel", `(i32.rem_u ${get("first")} ${get("panels")})`),
      set("width", `(i32.sub ${get("depth")} (i32.shl ${get("panel")} (i32.const 3)))`),
      when(`(i32.gt_s ${get("width")} (i32.const ${BLOCK_COLUMNS}))`, set("width", `(i32.const ${BLOCK_COLUMNS})`)),
      set("base", `(i32.add ${get("field")} (i32.mul ${get("part")} ${get("groupSize")}))`),
      set(
        "weight",
        `(i32.add ${get("weights")} (i32.shl (i32.mul ${get("inner")} (i32.add ${get("panel")}
            (i32.mul (i32.rem_u ${get("part")} ${get("groups")}) ${get("panels")}))) (i32.const 5)))`,
      ),
      set(
        "output",
        at(
          "responses",
          `(i32.mul ${get("positions")} (i32.add (i32.mul ${get("part")} ${get("depth")}) (i32.shl ${get("panel")} (i32.const 3))))`,
        ),
      ),
      set("position", "(i32.const 0)"),
      count(
        "position",
        get("positions"),
        BLOCK_ROWS,
        set("height", `(i32.sub ${get("positions")} ${get("position")})`),
        set("from", at("places", get("position"))),
        // Windows that are not there repeat one that is; what they give is thrown away.
        ...CORNERS.map((row) =>
          set(
            `a${row}`,
            row === 0
              ? `(i32.add ${get("base")} (i32.load ${get("from")}))`
              : `(select (i32.add ${get("base")} (i32.load offset=${4 * row} ${get("from")})) ${get("a0")} (i32.gt_s ${get("height")} (i32.const ${row})))`,
          ),
        ),
        clearSums(),
        set("from", get("weight")),
        set("element", get("elements")),
        whileTrue(
          `(i32.lt_u ${get("element")} ${get("elementsEnd")})`,
          set("offset", `(i32.load ${get("element")})`),
          multiplyInto((row) => `(v128.load32_splat (i32.add ${get(`a${row}`)} ${get("offset")}))`, get("from")),
          advance("element", 4),
          advance("from", 32),
        ),
        set("target", at("output", get("position"))),
        set("stride", `(i32.shl ${get("positions")} (i32.const 2))`),
        when(
          `(i32.lt_s ${get("height")} (i32.const ${BLOCK_ROWS}))`,
          set("target", get("tile")) + set("stride", "(i32.const 16)"),
        ),
        storeTurned(0),
        storeTurned(1),
        when(
          `(i32.lt_s ${get("height")} (i32.const ${BLOCK_ROWS}))`,
          [
            set("y", "(i32.const 0)"),
            set("target", at("output", get("position"))),
            count(
              "y",
              get("width"),
              1,
              set("x", "(i32.const 0)"),
              count(
                "x",
                get("height"),
                1,
                `(f32.store ${at("target", get("x"))} (f32.load (i32.add ${at("tile", get("x"))} (i32.shl ${get("y")} (i32.const 4)))))`,
              ),
              set("target", at("target", get("positions"))),
            ),
          ].join("\n"),
        ),
      ),
    ),
  ].join("\n"),
};

/** Stores the sums of four responses, each at four windows, as far as there are responses. */
function storeTurned(half: number): string {
  const sum = (row: number): string => `s${row}${half}`;
  const store = (column: number, value: string): string =>
    when(
      `(i32.gt_s ${get("width")} (i32.const ${4 * half + column}))`,
      `(v128.store ${get("target")} ${value}) ${advance("target", get("stride"))}`,
    );
  return [
    set("b0", shuffleLanes(sum(0), sum(1), [0, 4, 1, 5])),
    set("b1", shuffleLanes(sum(2), sum(3), [0, 4, 1, 5])),
    set("b2", shuffleLanes(sum(0), sum(1), [2, 6, 3, 7])),
    set("b3", shuffleLanes(sum(2), sum(3), [2, 6, 3, 7])),
    store(0, shuffleLanes("b0", "b1", [0, 1, 4, 5])),
    store(1, shuffleLanes("b0", "b1", [2, 3, 6, 7])),
    store(2, shuffleLanes("b2", "b3", [0, 1, 4, 5])),
    store(3, shuffleLanes("b2", "b3", [2, 3, 6, 7])),
  ].join("\n");
}
