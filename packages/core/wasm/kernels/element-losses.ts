import { ARTANH_COEFFICIENTS, LN2 } from "../../src/numeric/log.ts";
import { SQRT_HALF } from "../../src/numeric/split-float.ts";
import {
  absolute,
  add,
  choose,
  constant,
  divide,
  exp,
  isLess,
  logistic,
  multiply,
  negate,
  polynomial,
  subtract,
} from "../double-vectors.ts";
import { advance, count, get, set, when, type Kernel } from "../kernel.ts";

/** A loss: how `value` and `slope` come from vectors of outputs `y` and targets `t`. */
interface ElementLossKernel {
  readonly name: string;
  readonly width: 2 | 4;
  readonly numbers?: Readonly<Record<string, "f32">>;
  readonly vectors?: readonly string[];
  /** Whether a vector `p` of numbers that places of a row have comes with them. */
  readonly hasPlaces?: boolean;
  readonly steps: readonly string[];
}

const LOADS = { 1: "v128.load32_zero", 2: "v128.load64_zero", 4: "v128.load" } as const;
const STORES = { 1: "v128.store32_lane 0", 2: "v128.store64_lane 0", 4: "v128.store" } as const;

/** The kernel: the loss of each row, and weight · (slope / n). An item is a row. */
function elementLossKernel({
  name,
  width,
  numbers = {},
  vectors = [],
  hasPlaces = false,
  steps,
}: ElementLossKernel): Kernel {
  const row = (array: string): string =>
    `(i32.add ${get(array)} (i32.shl (i32.mul ${get("first")} ${get("length")}) (i32.const 2)))`;
  const ofRow = (array: string): string => `(i32.add ${get(array)} (i32.shl ${get("first")} (i32.const 2)))`;
  const elements = (taken: 1 | 2 | 4): string[] => [
    set("y", `(${LOADS[taken]} ${get("yAt")})`),
    set("t", `(${LOADS[taken]} ${get("tAt")})`),
    ...(hasPlaces ? [set("p", `(${LOADS[taken]} ${get("pAt")})`), advance("pAt", 4 * taken)] : []),
    ...steps,
    ...Array.from({ length: taken }, (_, lane) =>
      set("sum", `(f32.add ${get("sum")} (f32x4.extract_lane ${lane} ${get("value")}))`),
    ),
    `(${STORES[taken]} ${get("toAt")} (f32x4.mul ${get("w")} (f32x4.div ${get("slope")} ${get("n")})))`,
    ...["yAt", "tAt", "toAt"].map((address) => advance(address, 4 * taken)),
  ];
  return {
    name,
    parameters: {
      ...Object.fromEntries(
        ["outputs", "targets", "places", "weights", "gradient", "losses", "length"].map((of) => [of, "i32" as const]),
      ),
      ...numbers,
    },
    locals: {
      ...Object.fromEntries(["yAt", "tAt", "pAt", "toAt", "place"].map((local) => [local, "i32" as const])),
      ...Object.fromEntries(
        ["y", "t", "p", "w", "n", "value", "slope", ...vectors].map((local) => [local, "v128" as const]),
      ),
      sum: "f32",
    },
    body: [
      set("n", `(f32x4.splat (f32.convert_i32_s ${get("length")}))`),
      count(
        "first",
        get("end"),
        1,
        set("w", `(v128.load32_splat ${ofRow("weights")})`),
        when(
          `(f32.ne (f32x4.extract_lane 0 ${get("w")}) (f32.const 0))`,
          [
            set("yAt", row("outputs")),
            set("tAt", row("targets")),
            set("toAt", row("gradient")),
            set("pAt", get("places")),
            set("sum", "(f32.const 0)"),
            set("place", "(i32.const 0)"),
            count("place", `(i32.sub ${get("length")} (i32.const ${width - 1}))`, width, ...elements(width)),
            count("place", get("length"), 1, ...elements(1)),
            `(f32.store ${ofRow("losses")} (f32.div ${get("sum")} (f32x4.extract_lane 0 ${get("n")})))`,
          ].join("\n"),
        ),
      ),
    ].join("\n"),
  };
}

const f32x4 = (operation: string, a: string, b: string): string => `(f32x4.${operation} ${a} ${b})`;
const fours = (value: number): string => `(v128.const f32x4 ${value} ${value} ${value} ${value})`;
const select = (mask: string, then: string, otherwise: string): string =>
  `(v128.bitselect ${then} ${otherwise} ${mask})`;

const D = get("d");
const SIZE = get("size");
const TURN = `(f32x4.splat ${get("turn")})`;
const HALF_TURN = f32x4("mul", TURN, fours(0.5));
const HALF_SQUARE = f32x4("mul", f32x4("mul", SIZE, fours(0.5)), SIZE);
const DIFFERENCE = [set("d", f32x4("sub", get("y"), get("t"))), set("size", `(f32x4.abs ${D})`)];
const IN_FLOATS = { width: 4, vectors: ["d", "size"] } as const;

/** log(1 + e^-|z|), from `u` = e^-|z|. */
const REST = [
  set("m", add(constant(1), get("u"))),
  set("isLow", isLess(multiply(get("m"), constant(0.5)), constant(SQRT_HALF))),
  set("exponent", `(v128.andnot ${constant(LN2)} ${get("isLow")})`),
  set("m", choose(get("isLow"), get("m"), multiply(get("m"), constant(0.5)))),
  set("m", divide(subtract(get("m"), constant(1)), add(get("m"), constant(1)))),
  set("square", multiply(get("m"), get("m"))),
  set(
    "rest",
    choose(
      isLess(get("u"), constant(2 ** -20)),
      multiply(
        get("u"),
        subtract(constant(1), multiply(get("u"), subtract(constant(0.5), divide(get("u"), constant(3))))),
      ),
      add(get("exponent"), multiply(constant(2), get("m"), polynomial(ARTANH_COEFFICIENTS, get("square")))),
    ),
  ),
];

const rounded = (value: string): string => `(f32x4.demote_f64x2_zero ${value})`;
/** log(1 + e^z), with z or what is opposite to it. */
const softplus = (z: string): string => rounded(add(`(v128.and ${z} (f64x2.gt ${z} ${constant(0)}))`, get("rest")));
const NEGATIVE_PART = f32x4("sub", fours(1), get("t"));

/** Every elementwise loss. */
export const ELEMENT_LOSSES: readonly Kernel[] = [
  elementLossKernel({
    ...IN_FLOATS,
    name: "squaredError",
    steps: [...DIFFERENCE, set("value", f32x4("mul", D, D)), set("slope", f32x4("mul", fours(2), D))],
  }),
  elementLossKernel({
    ...IN_FLOATS,
    name: "absoluteError",
    steps: [
      ...DIFFERENCE,
      set("value", SIZE),
      set(
        "slope",
        `(v128.or (v128.and ${fours(1)} ${f32x4("gt", get("y"), get("t"))}) (v128.and ${fours(-1)} ${f32x4("lt", get("y"), get("t"))}))`,
      ),
    ],
  }),
  elementLossKernel({
    ...IN_FLOATS,
    name: "huberError",
    numbers: { turn: "f32" },
    steps: [
      ...DIFFERENCE,
      set("value", select(f32x4("gt", SIZE, TURN), f32x4("mul", TURN, f32x4("sub", SIZE, HALF_TURN)), HALF_SQUARE)),
      set(
        "slope",
        select(f32x4("gt", D, TURN), TURN, select(f32x4("lt", D, `(f32x4.neg ${TURN})`), `(f32x4.neg ${TURN})`, D)),
      ),
    ],
  }),
  elementLossKernel({
    ...IN_FLOATS,
    name: "smoothL1Error",
    numbers: { turn: "f32" },
    steps: [
      ...DIFFERENCE,
      set("value", select(f32x4("ge", SIZE, TURN), f32x4("sub", SIZE, HALF_TURN), f32x4("div", HALF_SQUARE, TURN))),
      set(
        "slope",
        select(
          f32x4("ge", D, TURN),
          fours(1),
          select(f32x4("le", D, `(f32x4.neg ${TURN})`), fours(-1), f32x4("div", D, TURN)),
        ),
      ),
    ],
  }),
  elementLossKernel({
    name: "binaryCrossEntropy",
    width: 2,
    hasPlaces: true,
    vectors: ["z", "u", "m", "isLow", "exponent", "square", "rest", "positive", "negative"],
    steps: [
      set("z", `(f64x2.promote_low_f32x4 ${get("y")})`),
      set("u", exp(negate(absolute(get("z"))))),
      ...REST,
      set("positive", f32x4("mul", get("p"), get("t"))),
      set("negative", NEGATIVE_PART),
      set(
        "value",
        f32x4(
          "add",
          f32x4("mul", get("positive"), softplus(negate(get("z")))),
          f32x4("mul", get("negative"), softplus(get("z"))),
        ),
      ),
      set(
        "slope",
        f32x4(
          "sub",
          f32x4("mul", get("negative"), rounded(logistic(get("z")))),
          f32x4("mul", get("positive"), rounded(logistic(negate(get("z"))))),
        ),
      ),
    ],
  }),
];
