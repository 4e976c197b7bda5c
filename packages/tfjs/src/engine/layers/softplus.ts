import type { LayerKernel } from "../layer-kernel.ts";
import { softplus } from "../numeric/softplus.ts";
import { select } from "../../select/select.ts";
import { activationKernel } from "./activation-kernel.ts";

/** y = log(1 + e^(beta·x)) / beta, dx = dy·σ(beta·x); where beta·x > threshold, y = x and dx = dy. */
export function softplusKernel(beta: number, threshold: number): LayerKernel {
  const turn = lastAtMost(beta, threshold);
  return activationKernel(
    (tf, x) => select(tf, tf.greater(x, turn), x, tf.div(softplus(tf, tf.mul(x, beta)), beta)),
    (tf, dy, x) => select(tf, tf.greater(x, turn), dy, tf.mul(dy, tf.sigmoid(tf.mul(x, beta)))),
  );
}

/**
 * The largest f32 x for which beta·x > threshold does not hold. The law multiplies in f64; a product in f32 may fall on the
 * other side, and under a small threshold y jumps there.
 */
function lastAtMost(beta: number, threshold: number): number {
  const x = Float32Array.of(threshold / beta);
  const word = new Int32Array(x.buffer);
  const step = (up: boolean): void => {
    if (x[0] === 0) x[0] = up ? 2 ** -149 : -(2 ** -149);
    else word[0] = word[0]! + (x[0]! > 0 === up ? 1 : -1);
  };
  while (beta * x[0]! <= threshold) step(true);
  while (beta * x[0]! > threshold) step(false);
  return x[0]!;
}
