import { advance, at, count, get, set, when, whileTrue, type Kernel } from "../kernel.ts";
import { BLOCK_COLUMNS, BLOCK_LOCALS, BLOCK_ROWS, clearSums, multiplyInto, storeSums } from "./sums-block.ts";

/** Channels of the field that an item does: so many that their windows' elements always fill blocks of rows. */
const CHANNELS_AT_ONCE = 4;

/**
 * The field that responses and weights make: first the windows, sums over responses from +0, then each element's sum over
 * the windows that it is in, in the order of the kernel's elements.
 *
 * `weights` are [groups, depth, inner], `responses` [rows, groups, depth, positions], and `field` is zeros [rows, groups,
 * channels, size]. The windows of the item's channels stand in the thread's scratch, with rows of `windowRow` bytes; `runs`
 * tells in bytes where those of a channel lie, where they go to, and how many there are, `step` bytes apart. Vectors are
 * read beyond the ends of responses and weights: what they give is left out.
 *
 * An item is four channels of a group of a row.
 */
export const PROJECT_WINDOWS: Kernel = {
  name: "projectWindows",
  parameters: {
    weights: "i32",
    responses: "i32",
    depth: "i32",
    positions: "i32",
    field: "i32",
    channels: "i32",
    size: "i32",
    kernel: "i32",
    chunks: "i32",
    groups: "i32",
    runs: "i32",
    runsEnd: "i32",
    step: "i32",
    windowRow: "i32",
    scratch: "i32",
    scratchSize: "i32",
  },
  locals: {
    windows: "i32",
    part: "i32",
    channel: "i32",
    many: "i32",
    inner: "i32",
    rows: "i32",
    row: "i32",
    weight: "i32",
    response: "i32",
    responsesEnd: "i32",
    responseRow: "i32",
    position: "i32",
    a: "i32",
    from: "i32",
    to: "i32",
    run: "i32",
    left: "i32",
    ...BLOCK_LOCALS,
  },
  body: [
    set("windows", `(i32.add ${get("scratch")} (i32.mul (global.get $thread) ${get("scratchSize")}))`),
    set("inner", `(i32.mul ${get("channels")} ${get("kernel")})`),
    set("responseRow", `(i32.shl ${get("positions")} (i32.const 2))`),
    count(
      "first",
      get("end"),
      1,
      set("part", `(i32.div_u ${get("first")} ${get("chunks")})`),
      set("channel", `(i32.mul (i32.rem_u ${get("first")} ${get("chunks")}) (i32.const ${CHANNELS_AT_ONCE}))`),
      set("many", `(i32.sub ${get("channels")} ${get("channel")})`),
      when(`(i32.gt_s ${get("many")} (i32.const ${CHANNELS_AT_ONCE}))`, set("many", `(i32.const ${CHANNELS_AT_ONCE})`)),
      set(
        "weight",
        at(
          "weights",
          `(i32.add (i32.mul ${get("channel")} ${get("kernel")})
              (i32.mul (i32.rem_u ${get("part")} ${get("groups")}) (i32.mul ${get("depth")} ${get("inner")})))`,
        ),
      ),
      set(
        "response",
        `(i32.add ${get("responses")} (i32.mul ${get("part")} (i32.mul ${get("depth")} ${get("responseRow")})))`,
      ),
      multiplyWindows(),
      scatter(),
    ),
  ].join("\n"),
};

/** The windows of `many` channels: four elements by eight windows at a time. */
function multiplyWindows(): string {
  return [
    set("rows", `(i32.mul ${get("many")} ${get("kernel")})`),
    set("row", "(i32.const 0)"),
    count(
      "row",
      get("rows"),
      BLOCK_ROWS,
      set("position", "(i32.const 0)"),
      count(
        "position",
        get("positions"),
        BLOCK_COLUMNS,
        clearSums(),
        set("a", at("weight", get("row"))),
        set("from", at("response", get("position"))),
        set("responsesEnd", `(i32.add ${get("from")} (i32.mul ${get("depth")} ${get("responseRow")}))`),
        whileTrue(
          `(i32.lt_u ${get("from")} ${get("responsesEnd")})`,
          multiplyInto((row) => `(v128.load32_splat offset=${4 * row} ${get("a")})`, get("from")),
          set("a", at("a", get("inner"))),
          advance("from", get("responseRow")),
        ),
        set("to", `(i32.add ${at("windows", get("position"))} (i32.mul ${get("row")} ${get("windowRow")}))`),
        storeSums((row) => `(i32.add ${get("to")} (i32.mul ${get("windowRow")} (i32.const ${row})))`),
      ),
    ),
  ].join("\n");
}

/** Adds the windows of `many` channels to the field. */
function scatter(): string {
  const add = (type: "f32" | "f32x4", load: string, store: string): string =>
    `(${store} ${get("to")} (${type}.add (${load} ${get("to")}) (${load} ${get("from")})))`;
  return [
    set("weight", get("windows")),
    set(
      "response",
      `(i32.add ${get("field")} (i32.mul ${get("size")} (i32.add ${get("channel")} (i32.mul ${get("part")} ${get("channels")}))))`,
    ),
    set("channel", "(i32.const 0)"),
    count(
      "channel",
      get("many"),
      1,
      set("run", get("runs")),
      whileTrue(
        `(i32.lt_u ${get("run")} ${get("runsEnd")})`,
        set("from", `(i32.add ${get("weight")} (i32.load ${get("run")}))`),
        set("to", `(i32.add ${get("response")} (i32.load offset=4 ${get("run")}))`),
        set("left", `(i32.load offset=8 ${get("run")})`),
        when(
          `(i32.eq ${get("step")} (i32.const 4))`,
          whileTrue(
            `(i32.ge_s ${get("left")} (i32.const 4))`,
            add("f32x4", "v128.load", "v128.store"),
            advance("from", 16),
            advance("to", 16),
            advance("left", -4),
          ),
        ),
        whileTrue(
          get("left"),
          add("f32", "f32.load", "f32.store"),
          advance("from", 4),
          advance("to", get("step")),
          advance("left", -1),
        ),
        advance("run", 12),
      ),
      advance("weight", `(i32.mul ${get("kernel")} ${get("windowRow")})`),
      advance("response", get("size")),
    ),
  ].join("\n");
}
