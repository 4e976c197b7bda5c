import { get, set, type Kernel } from "../kernel.ts";
import {
  blockLocals,
  eachBlock,
  eachValue,
  f64x2,
  floatsAt,
  LINE_PARAMETERS,
  LINES,
  ofLines,
  PAIRS,
  perLine,
  putFloats,
  putOfLines,
} from "./lines.ts";

const ZERO = "(v128.const i64x2 0 0)";
const ONE = "(v128.const f64x2 1 1)";

const WEIGHT_PARAMETERS: Kernel["parameters"] = {
  weight: "i32",
  weightPeriod: "i32",
  weightLineStride: "i32",
  weightRunStride: "i32",
};

/** What a local of each pair is set to. */
function setPairs(name: string, value: (pair: number) => string): string[] {
  return PAIRS.map((pair) => set(`${name}${pair}`, value(pair)));
}

function ofPair(name: string, pair: number): string {
  return get(`${name}${pair}`);
}

/** Where each line's weights start. */
const WEIGHT_STARTS = LINES.map((line) =>
  set(
    `weightStart${line}`,
    `(i32.add ${get("weight")} (i32.mul (i32.rem_u ${get(`line${line}`)} ${get("weightPeriod")}) ${get("weightLineStride")}))`,
  ),
);

/** Where each line's weight of a run is. */
const WEIGHTS_OF_RUN = LINES.map((line) =>
  set(`weight${line}`, `(i32.add ${get(`weightStart${line}`)} (i32.mul ${get("r")} ${get("weightRunStride")}))`),
);

/** x̂ = (x - μ)·s. */
function normal(pair: number): string {
  return f64x2("mul", f64x2("sub", floatsAt("values", pair), ofPair("mean", pair)), ofPair("scale", pair));
}

/** Mean, variance and scale of each line, in f64. */
export const LINE_STATISTICS: Kernel = {
  name: "lineStatistics",
  parameters: {
    values: "i32",
    ...LINE_PARAMETERS,
    mean: "i32",
    variance: "i32",
    scale: "i32",
    epsilon: "f64",
  },
  locals: blockLocals(["values"], ["sum", "centre", "distance"]),
  body: eachBlock(
    ["values"],
    ...setPairs("sum", () => ZERO),
    eachValue(
      ["values"],
      [],
      ...setPairs("sum", (pair) => f64x2("add", ofPair("sum", pair), floatsAt("values", pair))),
    ),
    ...setPairs("centre", (pair) => f64x2("div", ofPair("sum", pair), get("count"))),
    ...setPairs("sum", () => ZERO),
    eachValue(
      ["values"],
      [],
      ...setPairs("distance", (pair) => f64x2("sub", floatsAt("values", pair), ofPair("centre", pair))),
      ...setPairs("sum", (pair) =>
        f64x2("add", ofPair("sum", pair), f64x2("mul", ofPair("distance", pair), ofPair("distance", pair))),
      ),
    ),
    ...setPairs("sum", (pair) => f64x2("div", ofPair("sum", pair), get("count"))),
    ...PAIRS.flatMap((pair) => [
      putOfLines("mean", pair, ofPair("centre", pair)),
      putOfLines("variance", pair, ofPair("sum", pair)),
      putOfLines(
        "scale",
        pair,
        f64x2("div", ONE, `(f64x2.sqrt ${f64x2("add", ofPair("sum", pair), `(f64x2.splat ${get("epsilon")})`)})`),
      ),
    ]),
  ),
};

/** x̂·weight + bias. */
export const NORMALIZE_LINES: Kernel = {
  name: "normalizeLines",
  parameters: {
    values: "i32",
    output: "i32",
    ...LINE_PARAMETERS,
    means: "i32",
    scales: "i32",
    ...WEIGHT_PARAMETERS,
    bias: "i32",
  },
  locals: {
    ...blockLocals(["values", "output"], ["mean", "scale", "w", "b"]),
    ...perLine(["weight", "weightStart", "bias"], "i32"),
  },
  body: eachBlock(
    ["values", "output"],
    ...setPairs("mean", (pair) => ofLines("means", pair)),
    ...setPairs("scale", (pair) => ofLines("scales", pair)),
    ...WEIGHT_STARTS,
    eachValue(
      ["values", "output"],
      [
        ...WEIGHTS_OF_RUN,
        ...LINES.map((line) =>
          set(`bias${line}`, `(i32.add ${get(`weight${line}`)} (i32.sub ${get("bias")} ${get("weight")}))`),
        ),
        ...setPairs("w", (pair) => floatsAt("weight", pair)),
        ...setPairs("b", (pair) => floatsAt("bias", pair)),
      ],
      ...PAIRS.map((pair) =>
        putFloats("output", pair, f64x2("add", f64x2("mul", normal(pair), ofPair("w", pair)), ofPair("b", pair))),
      ),
    ),
  ),
};

/** Σ h and Σ h·x̂ of each line, h = g·weight. */
export const NORM_GRADIENT_SUMS: Kernel = {
  name: "normGradientSums",
  parameters: {
    gradient: "i32",
    values: "i32",
    ...LINE_PARAMETERS,
    means: "i32",
    scales: "i32",
    ...WEIGHT_PARAMETERS,
    plainSums: "i32",
    productSums: "i32",
  },
  locals: {
    ...blockLocals(["gradient", "values"], ["mean", "scale", "w", "h", "plain", "product"]),
    ...perLine(["weight", "weightStart"], "i32"),
  },
  body: eachBlock(
    ["gradient", "values"],
    ...setPairs("mean", (pair) => ofLines("means", pair)),
    ...setPairs("scale", (pair) => ofLines("scales", pair)),
    ...setPairs("plain", () => ZERO),
    ...setPairs("product", () => ZERO),
    ...WEIGHT_STARTS,
    eachValue(
      ["gradient", "values"],
      [...WEIGHTS_OF_RUN, ...setPairs("w", (pair) => floatsAt("weight", pair))],
      ...setPairs("h", (pair) => f64x2("mul", floatsAt("gradient", pair), ofPair("w", pair))),
      ...setPairs("plain", (pair) => f64x2("add", ofPair("plain", pair), ofPair("h", pair))),
      ...setPairs("product", (pair) =>
        f64x2("add", ofPair("product", pair), f64x2("mul", ofPair("h", pair), normal(pair))),
      ),
    ),
    ...PAIRS.flatMap((pair) => [
      putOfLines("plainSums", pair, ofPair("plain", pair)),
      putOfLines("productSums", pair, ofPair("product", pair)),
    ]),
  ),
};

/** factor·(h - A/n - x̂·B/n). */
export const NORM_GRADIENT: Kernel = {
  name: "normGradient",
  parameters: {
    gradient: "i32",
    values: "i32",
    result: "i32",
    ...LINE_PARAMETERS,
    means: "i32",
    scales: "i32",
    ...WEIGHT_PARAMETERS,
    plainSums: "i32",
    productSums: "i32",
    factors: "i32",
  },
  locals: {
    ...blockLocals(["gradient", "values", "result"], ["mean", "scale", "w", "share", "product", "factor"]),
    ...perLine(["weight", "weightStart"], "i32"),
  },
  body: eachBlock(
    ["gradient", "values", "result"],
    ...setPairs("mean", (pair) => ofLines("means", pair)),
    ...setPairs("scale", (pair) => ofLines("scales", pair)),
    ...setPairs("share", (pair) => f64x2("div", ofLines("plainSums", pair), get("count"))),
    ...setPairs("product", (pair) => ofLines("productSums", pair)),
    ...setPairs("factor", (pair) => ofLines("factors", pair)),
    ...WEIGHT_STARTS,
    eachValue(
      ["gradient", "values", "result"],
      [...WEIGHTS_OF_RUN, ...setPairs("w", (pair) => floatsAt("weight", pair))],
      ...PAIRS.map((pair) => {
        const h = f64x2("mul", floatsAt("gradient", pair), ofPair("w", pair));
        const along = f64x2("div", f64x2("mul", normal(pair), ofPair("product", pair)), get("count"));
        const centred = f64x2("sub", f64x2("sub", h, ofPair("share", pair)), along);
        return putFloats("result", pair, f64x2("mul", ofPair("factor", pair), centred));
      }),
    ),
  ),
};
