import { advance, get, set, when, type Kernel } from "../kernel.ts";
import {
  blockLocals,
  eachBlock,
  eachValue,
  f64x2,
  floatsAt,
  LINE_PARAMETERS,
  LINES,
  PAIRS,
  perLine,
  putFloats,
} from "./lines.ts";

/** Two f64, of a pair of lines, from where `statistic` of each points to behind an array's address. */
function statisticOf(array: string, pair: number): string {
  const [a, b] = [0, 1].map((lane) => `(i32.add ${get(array)} ${get(`statistic${2 * pair + lane}`)})`);
  return `(v128.load64_lane 1 ${b} (v128.load64_zero ${a}))`;
}

const CLEAR = PAIRS.flatMap((pair) =>
  ["product", "plain"].map((sum) => set(`${sum}${pair}`, "(v128.const i64x2 0 0)")),
);

/** What a row gave is added to the sums of the rows before and rounded to f32. */
const END_ROW = [
  ...PAIRS.flatMap((pair) =>
    [
      ["weightSum", "product"],
      ["biasSum", "plain"],
    ].map(([sum, ofRow]) =>
      set(
        `${sum}${pair}`,
        `(f64x2.promote_low_f32x4 (f32x4.demote_f64x2_zero ${f64x2("add", get(`${sum}${pair}`), get(`${ofRow}${pair}`))}))`,
      ),
    ),
  ),
  ...CLEAR,
  set("left", get("runsPerRow")),
].join("\n");

/**
 * Σ g·x̂ and Σ g of each parameter on top of those before, f64 within a row. A line here is a parameter, its runs are the
 * neighbours that share it; run r of the parameters 0, 1, ... begins in line r·`period` of the statistics.
 */
export const NORM_PARAMETER_SUMS: Kernel = {
  name: "normParameterSums",
  parameters: {
    gradient: "i32",
    values: "i32",
    ...LINE_PARAMETERS,
    means: "i32",
    scales: "i32",
    period: "i32",
    perStatistic: "i32",
    runsPerRow: "i32",
    ofWeight: "i32",
    ofBias: "i32",
  },
  locals: {
    ...blockLocals(["gradient", "values"], ["mean", "scale", "g", "product", "plain", "weightSum", "biasSum"]),
    ...perLine(["statistic", "weight", "bias"], "i32"),
    left: "i32",
  },
  body: eachBlock(
    ["gradient", "values"],
    ...LINES.flatMap((line) => [
      set(`weight${line}`, `(i32.add ${get("ofWeight")} (i32.shl ${get(`line${line}`)} (i32.const 2)))`),
      set(`bias${line}`, `(i32.add ${get("ofBias")} (i32.shl ${get(`line${line}`)} (i32.const 2)))`),
      set(`statistic${line}`, `(i32.shl (i32.div_u ${get(`line${line}`)} ${get("perStatistic")}) (i32.const 3))`),
    ]),
    ...PAIRS.flatMap((pair) => [
      set(`weightSum${pair}`, floatsAt("weight", pair)),
      set(`biasSum${pair}`, floatsAt("bias", pair)),
    ]),
    ...CLEAR,
    set("left", get("runsPerRow")),
    eachValue(
      ["gradient", "values"],
      [
        when(`(i32.eqz ${get("left")})`, END_ROW),
        set("left", `(i32.sub ${get("left")} (i32.const 1))`),
        ...PAIRS.flatMap((pair) => [
          set(`mean${pair}`, statisticOf("means", pair)),
          set(`scale${pair}`, statisticOf("scales", pair)),
        ]),
        ...LINES.map((line) => advance(`statistic${line}`, `(i32.shl ${get("period")} (i32.const 3))`)),
      ],
      ...PAIRS.flatMap((pair) => {
        const [g, product, plain] = [get(`g${pair}`), get(`product${pair}`), get(`plain${pair}`)];
        const centred = f64x2("sub", floatsAt("values", pair), get(`mean${pair}`));
        const normal = f64x2("mul", centred, get(`scale${pair}`));
        return [
          set(`g${pair}`, floatsAt("gradient", pair)),
          set(`product${pair}`, f64x2("add", product, f64x2("mul", g, normal))),
          set(`plain${pair}`, f64x2("add", plain, g)),
        ];
      }),
    ),
    END_ROW,
    ...PAIRS.flatMap((pair) => [
      putFloats("weight", pair, get(`weightSum${pair}`)),
      putFloats("bias", pair, get(`biasSum${pair}`)),
    ]),
  ),
};
