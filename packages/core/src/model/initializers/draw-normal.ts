import { normalQuantile } from "../../numeric/normal-quantile.ts";
import { normal } from "../../random/normal.ts";
import { randomWords } from "../../random/random-words.ts";
import type { Key } from "../../random/threefry.ts";
import { shapeSize, type Shape } from "../../tensor/shape.ts";

const f32 = Math.fround;

/** ⌈Φ(-2)·2^23⌉: the first of the 2^23 intervals that lies wholly above -2. */
const CUT = 190_842;
const KEPT = 2 ** 23 - 2 * CUT;

/** Normal: f32(f32(z·f32(σ)) + f32(μ)). */
export function drawNormal(key: Key, shape: Shape, mean: number, deviation: number): Float32Array<ArrayBuffer> {
  return scaled(normal(key, shapeSize(shape)), mean, deviation);
}

/**
 * Normal, cut at two standard deviations: z is the quantile of the middle of interval 190842 + ⌊(word >>> 2)·8006924 /
 * 2^30⌋ of 2^23, all of which lie within ±2.
 */
export function drawTruncatedNormal(
  key: Key,
  shape: Shape,
  mean: number,
  deviation: number,
): Float32Array<ArrayBuffer> {
  const words = randomWords(key, shapeSize(shape));
  // The product is below 2^53 and so exact.
  const quantiles = Float32Array.from(words, (word) =>
    normalQuantile((CUT + Math.floor(((word >>> 2) * KEPT) / 2 ** 30) + 0.5) * 2 ** -23),
  );
  return scaled(quantiles, mean, deviation);
}

function scaled(quantiles: Float32Array, mean: number, deviation: number): Float32Array<ArrayBuffer> {
  const [centre, sigma] = [f32(mean), f32(deviation)];
  return Float32Array.from(quantiles, (z) => f32(z * sigma) + centre);
}
