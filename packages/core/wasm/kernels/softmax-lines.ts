import { add, divide, exp, multiply, subtract } from "../double-vectors.ts";
import { get, set, type Kernel } from "../kernel.ts";
import {
  blockLocals,
  eachBlock,
  eachValue,
  floatsAt,
  LINE_PARAMETERS,
  LINES,
  ofLines,
  PAIRS,
  putFloats,
  putOfLines,
} from "./lines.ts";

const ZERO = "(v128.const i64x2 0 0)";

/** Runs are the elements of a line; a line starts `skip` elements after its number for each `stride` lines before it. */
const PARAMETERS: Kernel["parameters"] = { ...LINE_PARAMETERS, stride: "i32", skip: "i32" };

const ofPair = (name: string, pair: number): string => get(`${name}${pair}`);

function setPairs(name: string, value: (pair: number) => string): string[] {
  return PAIRS.map((pair) => set(`${name}${pair}`, value(pair)));
}

/** Four lines after the other, with where each starts in every array. */
function eachAxisBlock(arrays: readonly string[], ...body: readonly string[]): string {
  const starts = arrays.flatMap((array) =>
    LINES.map((line) => {
      const number = get(`line${line}`);
      const index = `(i32.add ${number} (i32.mul (i32.div_u ${number} ${get("stride")}) ${get("skip")}))`;
      return set(`${array}Start${line}`, `(i32.add ${get(array)} (i32.shl ${index} (i32.const 2)))`);
    }),
  );
  return eachBlock([], ...starts, ...body);
}

/** The maximum of each line in f64, the first on ties, or NaN. */
const FIND_MAXIMUM = [
  ...setPairs("maximum", () => "(f64x2.splat (f64.const -inf))"),
  eachValue(
    ["values"],
    [],
    ...PAIRS.flatMap((pair) => {
      const [value, maximum] = [ofPair("value", pair), ofPair("maximum", pair)];
      return [
        set(`value${pair}`, floatsAt("values", pair)),
        set(
          `maximum${pair}`,
          `(v128.bitselect ${value} ${maximum} (v128.or (f64x2.gt ${value} ${maximum}) (f64x2.ne ${value} ${value})))`,
        ),
      ];
    }),
  ),
];

/** e^(x - m) of a pair in `value`, added to its `sum`. */
function addExponential(pair: number): string[] {
  return [
    set(`value${pair}`, exp(subtract(floatsAt("values", pair), ofPair("maximum", pair)))),
    set(`sum${pair}`, add(ofPair("sum", pair), ofPair("value", pair))),
  ];
}

const SHARE = `(i32.add ${get("shares")} (i32.shl ${get("r")} (i32.const 5)))`;

/** The kernels of softmax and of its logarithm. An item is four lines. */
export const SOFTMAX_KERNELS: readonly Kernel[] = [
  {
    name: "softmaxOfLines",
    parameters: { values: "i32", output: "i32", ...PARAMETERS, scratch: "i32", scratchSize: "i32" },
    locals: { ...blockLocals(["values", "output"], ["maximum", "value", "sum"]), shares: "i32" },
    body: [
      set("shares", `(i32.add ${get("scratch")} (i32.mul (global.get $thread) ${get("scratchSize")}))`),
      eachAxisBlock(
        ["values", "output"],
        ...FIND_MAXIMUM,
        ...setPairs("sum", () => ZERO),
        eachValue(
          ["values"],
          [],
          ...PAIRS.flatMap(addExponential),
          ...PAIRS.map((pair) => `(v128.store offset=${16 * pair} ${SHARE} ${ofPair("value", pair)})`),
        ),
        eachValue(
          ["output"],
          [],
          ...PAIRS.map((pair) =>
            putFloats("output", pair, divide(`(v128.load offset=${16 * pair} ${SHARE})`, ofPair("sum", pair))),
          ),
        ),
      ),
    ].join("\n"),
  },
  {
    name: "softmaxGradient",
    parameters: { gradient: "i32", output: "i32", result: "i32", ...PARAMETERS },
    locals: blockLocals(["gradient", "output", "result"], ["sum"]),
    body: eachAxisBlock(
      ["gradient", "output", "result"],
      ...setPairs("sum", () => ZERO),
      eachValue(
        ["gradient", "output"],
        [],
        ...setPairs("sum", (pair) =>
          add(ofPair("sum", pair), multiply(floatsAt("gradient", pair), floatsAt("output", pair))),
        ),
      ),
      eachValue(
        ["gradient", "output", "result"],
        [],
        ...PAIRS.map((pair) =>
          putFloats(
            "result",
            pair,
            multiply(floatsAt("output", pair), subtract(floatsAt("gradient", pair), ofPair("sum", pair))),
          ),
        ),
      ),
    ),
  },
  {
    name: "exponentialSums",
    parameters: { values: "i32", ...PARAMETERS, maxima: "i32", sums: "i32" },
    locals: blockLocals(["values"], ["maximum", "value", "sum"]),
    body: eachAxisBlock(
      ["values"],
      ...FIND_MAXIMUM,
      ...setPairs("sum", () => ZERO),
      eachValue(["values"], [], ...PAIRS.flatMap(addExponential)),
      ...PAIRS.flatMap((pair) => [
        putOfLines("maxima", pair, ofPair("maximum", pair)),
        putOfLines("sums", pair, ofPair("sum", pair)),
      ]),
    ),
  },
  {
    name: "logSoftmaxOfLines",
    parameters: { values: "i32", output: "i32", ...PARAMETERS, maxima: "i32", logarithms: "i32" },
    locals: blockLocals(["values", "output"], ["maximum", "logarithm"]),
    body: eachAxisBlock(
      ["values", "output"],
      ...setPairs("maximum", (pair) => ofLines("maxima", pair)),
      ...setPairs("logarithm", (pair) => ofLines("logarithms", pair)),
      eachValue(
        ["values", "output"],
        [],
        ...PAIRS.map((pair) =>
          putFloats(
            "output",
            pair,
            subtract(subtract(floatsAt("values", pair), ofPair("maximum", pair)), ofPair("logarithm", pair)),
          ),
        ),
      ),
    ),
  },
  {
    name: "logSoftmaxGradient",
    parameters: { gradient: "i32", output: "i32", result: "i32", ...PARAMETERS },
    locals: blockLocals(["gradient", "output", "result"], ["sum"]),
    body: eachAxisBlock(
      ["gradient", "output", "result"],
      ...setPairs("sum", () => ZERO),
      eachValue(["gradient"], [], ...setPairs("sum", (pair) => add(ofPair("sum", pair), floatsAt("gradient", pair)))),
      eachValue(
        ["gradient", "output", "result"],
        [],
        ...PAIRS.map((pair) =>
          putFloats(
            "result",
            pair,
            subtract(floatsAt("gradient", pair), multiply(exp(floatsAt("output", pair)), ofPair("sum", pair))),
          ),
        ),
      ),
    ),
  },
];
