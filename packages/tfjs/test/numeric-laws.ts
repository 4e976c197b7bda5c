import type * as tfjsCore from "@tensorflow/tfjs-core";

import type { DeviceTensor, TfjsNamespace } from "../src/namespace/tfjs-namespace.ts";
import { expm1 } from "../src/engine/numeric/expm1.ts";
import { log1p } from "../src/engine/numeric/log1p.ts";
import { softplus } from "../src/engine/numeric/softplus.ts";

/** A function of ours, what it computes, and where: its law is JavaScript's own function in f64. */
export interface NumericLaw {
  readonly name: string;
  readonly ours: (tf: TfjsNamespace, x: DeviceTensor) => DeviceTensor;
  /** tfjs's function of that name. */
  readonly stock: (tf: typeof tfjsCore, x: DeviceTensor) => DeviceTensor;
  readonly law: (x: number) => number;
  /** Each near a place where a plain formula has no digits left, or where two formulas meet. */
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

export const NUMERIC_LAWS: readonly NumericLaw[] = [
  {
    name: "expm1",
    ours: expm1,
    stock: (tf, x) => tf.expm1(x),
    law: Math.expm1,
    ranges: [
      [-1e-30, -1e-37],
      [-1e-4, -1e-8],
      [-0.01, -1e-4],
      [-0.52, -0.48],
      [-20, 0],
    ],
  },
  {
    name: "log1p",
    ours: log1p,
    stock: (tf, x) => tf.log1p(x),
    law: Math.log1p,
    ranges: [
      [1e-37, 1e-30],
      [1e-8, 1e-4],
      [1e-4, 0.01],
      [0.01, 1],
    ],
  },
  {
    name: "softplus",
    ours: softplus,
    stock: (tf, x) => tf.softplus(x),
    law: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
    ranges: [
      [-15, -12],
      [-12, -1],
      [-1, 1],
      [1, 100],
    ],
  },
];

const POINTS = 2000;

/** The largest distance, in ulp of f32, of a function on the device from its law over a range. */
export async function largestError(
  tf: TfjsNamespace,
  compute: (x: DeviceTensor) => DeviceTensor,
  law: (x: number) => number,
  [from, to]: readonly [number, number],
): Promise<number> {
  const xs = Float32Array.from({ length: POINTS }, (_, index) => from + ((to - from) * index) / (POINTS - 1));
  const result = tf.tidy(() => compute(tf.tensor(xs)));
  const ys = await result.data();
  result.dispose();
  return xs.reduce((largest, x, index) => {
    const expected = law(x);
    const ulp = 2 ** (Math.floor(Math.log2(Math.max(Math.abs(expected), 2 ** -126))) - 23);
    const error = Math.abs(ys[index]! - expected) / ulp;
    // A NaN is the largest.
    return error <= largest ? largest : error;
  }, 0);
}
