import { advance, at, count, get, set, when, whileTrue, type Kernel } from "../kernel.ts";
import { BLOCK_COLUMNS, BLOCK_LOCALS, BLOCK_ROWS, loadSums, multiplyInto, storeSums } from "./sums-block.ts";

const CORNERS = [0, 1, 2, 3] as const;

/**
 * Gradients of a window's weights: sums over rows and windows of response · field, on from what they hold.
 *
 * Elements of windows are found as by the kernel of responses. `responses` are panels, [rows, groups, panels, positions, 8].
 * The sums of four elements by eight responses stay in registers over all rows.
 *
 * An item is a block of four elements of a panel of a group. `groupSize` is the bytes of a group of the padded field; the
 * scratch of a thread has 128 bytes.
 */
const tileRow = (row: number): string => `(i32.add ${get("tile")} (i32.const ${32 * row}))`;

export const CORRELATE_WINDOWS: Kernel = {
  name: "correlateWindows",
  parameters: {
    field: "i32",
    groupSize: "i32",
    responses: "i32",
    elements: "i32",
    inner: "i32",
    places: "i32",
    positions: "i32",
    sums: "i32",
    depth: "i32",
    panels: "i32",
    groups: "i32",
    rows: "i32",
    blocks: "i32",
    scratch: "i32",
  },
  locals: {
    tile: "i32",
    block: "i32",
    part: "i32",
    panel: "i32",
    group: "i32",
    width: "i32",
    height: "i32",
    base: "i32",
    row: "i32",
    from: "i32",
    place: "i32",
    placesEnd: "i32",
    offset: "i32",
    target: "i32",
    x: "i32",
    y: "i32",
    ...Object.fromEntries(CORNERS.flatMap((row) => [`e${row}`, `a${row}`]).map((local) => [local, "i32"])),
    ...BLOCK_LOCALS,
  },
  body: [
    set("tile", `(i32.add ${get("scratch")} (i32.shl (global.get $thread) (i32.const 7)))`),
    set("placesEnd", at("places", get("positions"))),
    count(
      "first",
      get("end"),
      1,
      set("block", `(i32.shl (i32.rem_u ${get("first")} ${get("blocks")}) (i32.const 2))`),
      set("part", `(i32.div_u ${get("first")} ${get("blocks")})`),
      set("panel", `(i32.rem_u ${get("part")} ${get("panels")})`),
      set("group", `(i32.div_u ${get("part")} ${get("panels")})`),
      set("width", `(i32.sub ${get("depth")} (i32.shl ${get("panel")} (i32.const 3)))`),
      when(`(i32.gt_s ${get("width")} (i32.const ${BLOCK_COLUMNS}))`, set("width", `(i32.const ${BLOCK_COLUMNS})`)),
      set("height", `(i32.sub ${get("inner")} ${get("block")})`),
      when(`(i32.gt_s ${get("height")} (i32.const ${BLOCK_ROWS}))`, set("height", `(i32.const ${BLOCK_ROWS})`)),
      set(
        "target",
        at(
          "sums",
          `(i32.add ${get("block")} (i32.mul ${get("inner")} (i32.add (i32.shl ${get("panel")} (i32.const 3)) (i32.mul ${get("group")} ${get("depth")}))))`,
        ),
      ),
      copyTurned((inSums, inTile) => `(f32.store ${inTile} (f32.load ${inSums}))`),
      loadSums(tileRow),
      set("from", at("elements", get("block"))),
      // Elements that are not there repeat one that is; what they give is thrown away.
      ...CORNERS.map((row) =>
        set(
          `e${row}`,
          row === 0
            ? `(i32.load ${get("from")})`
            : `(select (i32.load offset=${4 * row} ${get("from")}) ${get("e0")} (i32.gt_s ${get("height")} (i32.const ${row})))`,
        ),
      ),
      set("row", "(i32.const 0)"),
      count(
        "row",
        get("rows"),
        1,
        set("part", `(i32.add ${get("group")} (i32.mul ${get("row")} ${get("groups")}))`),
        set("base", `(i32.add ${get("field")} (i32.mul ${get("part")} ${get("groupSize")}))`),
        ...CORNERS.map((row) => set(`a${row}`, `(i32.add ${get("base")} ${get(`e${row}`)})`)),
        set(
          "from",
          `(i32.add ${get("responses")} (i32.shl (i32.mul ${get("positions")}
              (i32.add ${get("panel")} (i32.mul ${get("part")} ${get("panels")}))) (i32.const 5)))`,
        ),
        set("place", get("places")),
        whileTrue(
          `(i32.lt_u ${get("place")} ${get("placesEnd")})`,
          set("offset", `(i32.load ${get("place")})`),
          multiplyInto((row) => `(v128.load32_splat (i32.add ${get(`a${row}`)} ${get("offset")}))`, get("from")),
          advance("place", 4),
          advance("from", 32),
        ),
      ),
      storeSums(tileRow),
      copyTurned((inSums, inTile) => `(f32.store ${inSums} (f32.load ${inTile}))`),
    ),
  ].join("\n"),
};

/** Goes over the block in the sums, [responses, inner], and in the tile, [4, 8]. */
function copyTurned(copy: (inSums: string, inTile: string) => string): string {
  const inSums = `(i32.add ${at("target", get("y"))} (i32.shl (i32.mul ${get("x")} ${get("inner")}) (i32.const 2)))`;
  const inTile = `(i32.add ${at("tile", get("x"))} (i32.shl ${get("y")} (i32.const 5)))`;
  return [
    set("y", "(i32.const 0)"),
    count("y", get("height"), 1, set("x", "(i32.const 0)"), count("x", get("width"), 1, copy(inSums, inTile))),
  ].join("\n");
}
