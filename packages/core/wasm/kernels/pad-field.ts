import { advance, count, get, set, whileTrue, type Kernel } from "../kernel.ts";

/**
 * Puts zeros round each channel of a field. An item is a channel.
 *
 * `lines` holds, in bytes from a channel's beginning, where each line of `length` numbers lies and where it goes to. Sizes
 * of channels are in bytes.
 */
export const PAD_FIELD: Kernel = {
  name: "padField",
  parameters: {
    field: "i32",
    fieldSize: "i32",
    padded: "i32",
    paddedSize: "i32",
    lines: "i32",
    linesEnd: "i32",
    length: "i32",
  },
  locals: { from: "i32", to: "i32", line: "i32" },
  body: count(
    "first",
    get("end"),
    1,
    set("from", `(i32.add ${get("field")} (i32.mul ${get("first")} ${get("fieldSize")}))`),
    set("to", `(i32.add ${get("padded")} (i32.mul ${get("first")} ${get("paddedSize")}))`),
    `(memory.fill ${get("to")} (i32.const 0) ${get("paddedSize")})`,
    set("line", get("lines")),
    // Addresses beyond 2 GB are negative as signed numbers.
    whileTrue(
      `(i32.lt_u ${get("line")} ${get("linesEnd")})`,
      `(memory.copy (i32.add ${get("to")} (i32.load offset=4 ${get("line")}))
        (i32.add ${get("from")} (i32.load ${get("line")})) (i32.shl ${get("length")} (i32.const 2)))`,
      advance("line", 8),
    ),
  ),
};
