import { foldIn, keyFromSeed, uniform } from "@lockstep/core";
import type * as tfjs from "@tensorflow/tfjs";

/** Seeded stand-ins for the 8x8 digits: each row is a noisy picture of its class. */
export function digits(tf: typeof tfjs, rowCount = 200): { readonly xs: tfjs.Tensor2D; readonly ys: tfjs.Tensor2D } {
  const pictures = Array.from({ length: 10 }, (_, digit) => uniform(foldIn(keyFromSeed(3), digit), 64));
  const noise = uniform(keyFromSeed(4), rowCount * 64);
  const pixels = Float32Array.from(noise, (value, index) => {
    const row = Math.floor(index / 64);
    return (pictures[row % 10]![index % 64]! + value) / 2;
  });
  // Wrong labels are what a network that goes on for long learns by heart.
  const labels = Int32Array.from({ length: rowCount }, (_, row) => (row % 3 === 0 ? (row * 7) % 10 : row % 10));
  const ys = tf.tidy(() => tf.cast(tf.oneHot(tf.tensor1d(labels, "int32"), 10), "float32") as tfjs.Tensor2D);
  return { xs: tf.tensor2d(pixels, [rowCount, 64]), ys };
}
