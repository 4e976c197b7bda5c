import { sigmoid } from "../../numeric/sigmoid.ts";
import { softplus } from "../../numeric/softplus.ts";
import type { ElementLoss } from "../kernels/element-loss.ts";

const f32 = Math.fround;

/**
 * For a logit z, its target t and the weight p of the positive part: (p·t)·softplus(-z) + (1 - t)·softplus(z), whose slope
 * is (1 - t)·σ(z) - (p·t)·σ(-z). Neither has a difference of large numbers in it.
 *
 * @param posWeight p: one for all, or one for each place of a row.
 */
export function binaryCrossEntropy(posWeight: number | readonly number[]): ElementLoss {
  const positive = (t: number, place: number): number =>
    f32(f32(typeof posWeight === "number" ? posWeight : posWeight[place]!) * t);
  return {
    name: "binaryCrossEntropy",
    numbers: [],
    ofPlaces: (length) =>
      typeof posWeight === "number" ? new Float32Array(length).fill(posWeight) : Float32Array.from(posWeight),
    value: (z, t, place) => f32(f32(positive(t, place) * softplus(-z)) + f32(f32(1 - t) * softplus(z))),
    slope: (z, t, place) => f32(f32(f32(1 - t) * sigmoid(z)) - f32(positive(t, place) * sigmoid(-z))),
  };
}
