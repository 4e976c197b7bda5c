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

const FOUR = [0, 1, 2, 3] as const;

/** Channels that go side by side as lanes of vectors, and where their windows' results go. */
const LANES = Object.fromEntries(
  FOUR.flatMap((lane) => [`c${lane}`, `o${lane}`]).map((local) => [local, "i32"] as const),
);

/** Goes over the windows of four channels at a time. Where there are fewer, the first stands in: it gives the same twice. */
function eachWindowOfFour(results: string, ...body: readonly string[]): string {
  const addresses = (local: string, first: string, step: string): string =>
    [
      set(`${local}0`, first),
      ...[1, 2, 3].map((lane) =>
        set(
          `${local}${lane}`,
          `(select (i32.add ${get(`${local}0`)} (i32.mul ${step} (i32.const ${lane}))) ${get(`${local}0`)}
            (i32.gt_s (i32.sub ${get("end")} ${get("first")}) (i32.const ${lane})))`,
        ),
      ),
    ].join("\n");
  return count(
    "first",
    get("end"),
    4,
    addresses("c", `(i32.add ${get("input")} (i32.mul ${get("first")} ${get("size")}))`, get("size")),
    addresses(
      "o",
      at(results, `(i32.mul ${get("first")} ${get("windows")})`),
      `(i32.shl ${get("windows")} (i32.const 2))`,
    ),
    set("start", get("starts")),
    set("window", "(i32.const 0)"),
    count("window", get("windows"), 1, ...body, ...FOUR.map((lane) => advance(`o${lane}`, 4)), advance("start", 4)),
  );
}

/** The four channels' elements at `offset`. */
const ELEMENTS = [1, 2, 3].reduce(
  (vector, lane) => `(v128.load32_lane ${lane} (i32.add ${get(`c${lane}`)} ${get("offset")}) ${vector})`,
  `(v128.load32_zero (i32.add ${get("c0")} ${get("offset")}))`,
);

/** Stores each lane with its channel's results, or as far from there as `distance`. */
function storeLanes(value: string, distance?: string): string {
  return FOUR.map((lane) => {
    const address = distance === undefined ? get(`o${lane}`) : `(i32.add ${get(`o${lane}`)} ${distance})`;
    return `(v128.store32_lane ${lane} ${address} ${value})`;
  }).join("\n");
}

/** The largest of each window, the first of several, and where it is; a NaN is larger than all, the last of several. */
export const MAX_POOL: Kernel = {
  name: "maxPool",
  parameters: { input: "i32", maxima: "i32", largest: "i32", ...WINDOWS },
  locals: { ...LOCALS, ...LANES, offset: "i32", value: "v128", best: "v128", candidate: "v128", isLarger: "v128" },
  body: eachWindowOfFour(
    "maxima",
    set("offset", `(i32.load (i32.add ${get("places")} (i32.load ${get("start")})))`),
    set("best", `(i32x4.splat ${get("offset")})`),
    set("value", ELEMENTS),
    eachPlace(
      set("offset", `(i32.load ${get("place")})`),
      set("candidate", ELEMENTS),
      set(
        "isLarger",
        `(v128.or (f32x4.gt ${get("candidate")} ${get("value")}) (f32x4.ne ${get("candidate")} ${get("candidate")}))`,
      ),
      set("value", `(v128.bitselect ${get("candidate")} ${get("value")} ${get("isLarger")})`),
      set("best", `(v128.bitselect (i32x4.splat ${get("offset")}) ${get("best")} ${get("isLarger")})`),
    ),
    storeLanes(get("value")),
    storeLanes(`(i32x4.shr_u ${get("best")} (i32.const 2))`, `(i32.sub ${get("largest")} ${get("maxima")})`),
  ),
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
  locals: { ...LOCALS, ...LANES, offset: "i32", sum: "v128" },
  body: eachWindowOfFour(
    "averages",
    set("sum", "(v128.const i32x4 0 0 0 0)"),
    eachPlace(set("offset", `(i32.load ${get("place")})`), set("sum", `(f32x4.add ${get("sum")} ${ELEMENTS})`)),
    set("sum", `(f32x4.div ${get("sum")} (v128.load32_splat ${at("divisors", get("window"))}))`),
    storeLanes(get("sum")),
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
