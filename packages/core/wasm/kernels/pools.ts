import { advance, at, count, get, set, whileTrue, type Kernel } from "../kernel.ts";

/**
 * What every pool knows: channels of `size` bytes; `windows` windows over each; and by window, in bytes, where its places
 * begin among `places`. A place is the offset of an element in its channel. An item is a channel.
 */
const WINDOWS = { size: "i32", windows: "i32", starts: "i32", places: "i32" } as const;

const LOCALS = {
  channel: "i32",
  window: "i32",
  start: "i32",
  place: "i32",
  placesEnd: "i32",
  output: "i32",
} as const;

/** Goes over the windows of the channels of input (or its gradient), with `output` at the window's element. */
function eachWindow(input: string, output: string, ...body: readonly string[]): string {
  return count(
    "first",
    get("end"),
    1,
    set("channel", `(i32.add ${get(input)} (i32.mul ${get("first")} ${get("size")}))`),
    set("output", at(output, `(i32.mul ${get("first")} ${get("windows")})`)),
    set("start", get("starts")),
    set("window", "(i32.const 0)"),
    count("window", get("windows"), 1, ...body, advance("output", 4), advance("start", 4)),
  );
}

/** Goes over a window's places. */
function eachPlace(...body: readonly string[]): string {
  return [
    set("place", `(i32.add ${get("places")} (i32.load ${get("start")}))`),
    set("placesEnd", `(i32.add ${get("places")} (i32.load offset=4 ${get("start")}))`),
    whileTrue(`(i32.lt_u ${get("place")} ${get("placesEnd")})`, ...body, advance("place", 4)),
  ].join("\n");
}

const ELEMENT = `(i32.add ${get("channel")} (i32.load ${get("place")}))`;

/** The largest of each window, the first of several, and where it is; a NaN is larger than all, the last of several. */
export const MAX_POOL: Kernel = {
  name: "maxPool",
  parameters: { input: "i32", maxima: "i32", largest: "i32", ...WINDOWS },
  locals: { ...LOCALS, offset: "i32", best: "i32", isLarger: "i32", target: "i32", value: "f32", candidate: "f32" },
  body: [
    set("target", `(i32.sub ${get("largest")} ${get("maxima")})`),
    eachWindow(
      "input",
      "maxima",
      set("best", `(i32.load (i32.add ${get("places")} (i32.load ${get("start")})))`),
      set("value", `(f32.load (i32.add ${get("channel")} ${get("best")}))`),
      eachPlace(
        set("offset", `(i32.load ${get("place")})`),
        set("candidate", `(f32.load (i32.add ${get("channel")} ${get("offset")}))`),
        set(
          "isLarger",
          `(i32.or (f32.gt ${get("candidate")} ${get("value")}) (f32.ne ${get("candidate")} ${get("candidate")}))`,
        ),
        // Without a branch, which would be guessed wrong as often as not.
        set("value", `(select ${get("candidate")} ${get("value")} ${get("isLarger")})`),
        set("best", `(select ${get("offset")} ${get("best")} ${get("isLarger")})`),
      ),
      `(f32.store ${get("output")} ${get("value")})`,
      `(i32.store (i32.add ${get("output")} ${get("target")}) (i32.shr_u ${get("best")} (i32.const 2)))`,
    ),
  ].join("\n"),
};

/** Adds each window's gradient to that of its largest element. */
export const MAX_POOL_GRADIENT: Kernel = {
  name: "maxPoolGradient",
  parameters: { gradient: "i32", largest: "i32", input: "i32", size: "i32", windows: "i32" },
  locals: { channel: "i32", window: "i32", from: "i32", index: "i32", to: "i32" },
  body: [
    set("from", at("gradient", `(i32.mul ${get("first")} ${get("windows")})`)),
    set("index", at("largest", `(i32.mul ${get("first")} ${get("windows")})`)),
    count(
      "first",
      get("end"),
      1,
      set("channel", `(i32.add ${get("input")} (i32.mul ${get("first")} ${get("size")}))`),
      set("window", "(i32.const 0)"),
      count(
        "window",
        get("windows"),
        1,
        set("to", at("channel", `(i32.load ${get("index")})`)),
        `(f32.store ${get("to")} (f32.add (f32.load ${get("to")}) (f32.load ${get("from")})))`,
        advance("from", 4),
        advance("index", 4),
      ),
    ),
  ].join("\n"),
};

/** The sum of each window, from +0, over its divisor. */
export const AVG_POOL: Kernel = {
  name: "avgPool",
  parameters: { input: "i32", averages: "i32", divisors: "i32", ...WINDOWS },
  locals: { ...LOCALS, sum: "f32" },
  body: eachWindow(
    "input",
    "averages",
    set("sum", "(f32.const 0)"),
    eachPlace(set("sum", `(f32.add ${get("sum")} (f32.load ${ELEMENT}))`)),
    `(f32.store ${get("output")} (f32.div ${get("sum")} (f32.load ${at("divisors", get("window"))})))`,
  ),
};

/** Adds each window's gradient, over its divisor, to those of its elements. */
export const AVG_POOL_GRADIENT: Kernel = {
  name: "avgPoolGradient",
  parameters: { gradient: "i32", input: "i32", divisors: "i32", ...WINDOWS },
  locals: { ...LOCALS, share: "f32", to: "i32" },
  body: eachWindow(
    "input",
    "gradient",
    set("share", `(f32.div (f32.load ${get("output")}) (f32.load ${at("divisors", get("window"))}))`),
    eachPlace(set("to", ELEMENT), `(f32.store ${get("to")} (f32.add (f32.load ${get("to")}) ${get("share")}))`),
  ),
};
