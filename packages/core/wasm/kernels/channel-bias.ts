import { advance, at, count, get, set, when, whileTrue, type Kernel } from "../kernel.ts";

/** Adds to each element of [rows, channels, positions] its channel's bias, in place. An item is a channel of a row. */
export const ADD_CHANNEL_BIAS: Kernel = {
  name: "addChannelBias",
  parameters: { values: "i32", bias: "i32", channels: "i32", positions: "i32" },
  locals: { to: "i32", left: "i32", summand: "f32", v: "v128" },
  body: [
    set("to", at("values", `(i32.mul ${get("first")} ${get("positions")})`)),
    count(
      "first",
      get("end"),
      1,
      set("summand", `(f32.load ${at("bias", `(i32.rem_u ${get("first")} ${get("channels")})`)})`),
      set("v", `(f32x4.splat ${get("summand")})`),
      set("left", get("positions")),
      whileTrue(
        `(i32.ge_s ${get("left")} (i32.const 4))`,
        `(v128.store ${get("to")} (f32x4.add (v128.load ${get("to")}) ${get("v")}))`,
        advance("to", 16),
        advance("left", -4),
      ),
      whileTrue(
        get("left"),
        `(f32.store ${get("to")} (f32.add (f32.load ${get("to")}) ${get("summand")}))`,
        advance("to", 4),
        advance("left", -1),
      ),
    ),
  ].join("\n"),
};

const FOUR = [0, 1, 2, 3] as const;

/**
 * Sums of channels over (row, position), row-major, on from what they hold. An item is a channel; four go side by side, so
 * that a sum need not wait for its last addition.
 */
export const SUM_CHANNELS: Kernel = {
  name: "sumChannels",
  parameters: { values: "i32", sums: "i32", channels: "i32", positions: "i32", rows: "i32" },
  locals: {
    row: "i32",
    stride: "i32",
    rowStep: "i32",
    source: "i32",
    left: "i32",
    ...Object.fromEntries(FOUR.map((channel) => [`f${channel}`, "i32"])),
    ...Object.fromEntries(FOUR.map((channel) => [`s${channel}`, "f32"])),
  },
  body: [
    set("stride", `(i32.shl ${get("positions")} (i32.const 2))`),
    set("rowStep", `(i32.mul ${get("stride")} ${get("channels")})`),
    whileTrue(
      `(i32.lt_s ${get("first")} ${get("end")})`,
      when(`(i32.ge_s (i32.sub ${get("end")} ${get("first")}) (i32.const 4))`, sumSideBySide(4), sumSideBySide(1)),
    ),
  ].join("\n"),
};

function sumSideBySide(many: 1 | 4): string {
  const channels = FOUR.slice(0, many);
  return [
    ...channels.map((channel) => set(`s${channel}`, `(f32.load offset=${4 * channel} ${at("sums", get("first"))})`)),
    set("source", `(i32.add ${get("values")} (i32.mul ${get("first")} ${get("stride")}))`),
    set("row", "(i32.const 0)"),
    count(
      "row",
      get("rows"),
      1,
      ...channels.map((channel) =>
        set(`f${channel}`, channel === 0 ? get("source") : `(i32.add ${get(`f${channel - 1}`)} ${get("stride")})`),
      ),
      set("left", get("positions")),
      whileTrue(
        get("left"),
        ...channels.map((channel) =>
          set(`s${channel}`, `(f32.add ${get(`s${channel}`)} (f32.load ${get(`f${channel}`)}))`),
        ),
        ...channels.map((channel) => advance(`f${channel}`, 4)),
        advance("left", -1),
      ),
      advance("source", get("rowStep")),
    ),
    ...channels.map((channel) => `(f32.store offset=${4 * channel} ${at("sums", get("first"))} ${get(`s${channel}`)})`),
    advance("first", many),
  ].join("\n");
}
