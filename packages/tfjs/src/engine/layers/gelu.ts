import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import type { LayerKernel } from "../layer-kernel.ts";
import { selectOrZero } from "../../select/select-or-zero.ts";
import { activationKernel } from "./activation-kernel.ts";

/** 1/√(2π) and 2·√(2/π). */
const DENSITY_AT_0 = 0.3989422804014327;
const SLOPE_AT_0 = 1.5957691216057308;
const CUBIC = 0.044715 * SLOPE_AT_0;

/**
 * Exact: y = x·Φ(x) with Φ(x) = (1 + erf(x/√2)) / 2; dx = dy·(Φ(x) + x·e^(-x²/2)/√(2π)).
 *
 * "tanh": y = x·σ(v) with v = 2·√(2/π)·(x + 0.044715·x³), since (1 + tanh u)/2 = σ(2u); dx = dy·(σ(v) + x·σ(v)·σ(-v)·v').
 *
 * erf is the backend's own: to an ulp on wasm, and elsewhere a polynomial, which was seen to be off by 2.8·2^-24 on cpu and
 * by 8.6·2^-24 on the GPUs. So far to the left, where Φ itself is small, it is right absolutely and not relatively.
 */
export function geluKernel(approximate: "none" | "tanh"): LayerKernel {
  if (approximate === "none") {
    return activationKernel(
      (tf, x) => tf.mul(x, normalDistribution(tf, x)),
      (tf, dy, x) => {
        const density = tf.mul(tf.exp(tf.mul(tf.square(x), -0.5)), DENSITY_AT_0);
        return tf.mul(dy, tf.add(normalDistribution(tf, x), tf.mul(x, density)));
      },
    );
  }
  return activationKernel(
    (tf, x) => tf.mul(x, tf.sigmoid(argument(tf, x))),
    (tf, dy, x) => {
      const v = argument(tf, x);
      const share = tf.sigmoid(v);
      const slope = tf.mul(share, tf.sigmoid(tf.neg(v)));
      const change = tf.mul(tf.mul(x, slope), tf.add(tf.mul(tf.square(x), 3 * CUBIC), SLOPE_AT_0));
      // Where x² overflows, σ is flat: 0 times infinity is left out.
      return tf.mul(dy, tf.add(share, selectOrZero(tf, tf.greater(slope, 0), change)));
    },
  );
}

function normalDistribution(tf: TfjsNamespace, x: DeviceTensor): DeviceTensor {
  return tf.mul(tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1), 0.5);
}

function argument(tf: TfjsNamespace, x: DeviceTensor): DeviceTensor {
  return tf.mul(x, tf.add(tf.mul(tf.square(x), CUBIC), SLOPE_AT_0));
}
