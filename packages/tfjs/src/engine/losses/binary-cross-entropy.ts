import { log1p } from "../numeric/log1p.ts";
import { positivePart } from "../numeric/positive-part.ts";
import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import type { ElementLoss } from "./elementwise-loss.ts";

/**
 * For a logit z, its target t and the weight p of the positive part: (p·t)·softplus(-z) + (1 - t)·softplus(z), whose slope
 * is (1 - t)·σ(z) - (p·t)·σ(-z). Neither has a difference of large numbers in it. softplus(±z) is max(±z, 0) and one
 * log(1 + e^-|z|) for both.
 *
 * @param posWeight p: one for all, or one for each place of a row.
 */
export function binaryCrossEntropy(posWeight: number | readonly number[]): ElementLoss {
  const positive = (tf: TfjsNamespace, t: DeviceTensor): DeviceTensor => {
    if (posWeight === 1) return t;
    if (typeof posWeight === "number") return tf.mul(t, posWeight);
    return tf.mul(t, tf.tensor([...posWeight], t.shape.slice(1), "float32"));
  };
  return {
    value(tf, z, t) {
      const rest = log1p(tf, tf.exp(tf.neg(tf.abs(z))));
      const ofPositive = tf.mul(positive(tf, t), tf.add(positivePart(tf, tf.neg(z)), rest));
      return tf.add(ofPositive, tf.mul(tf.sub(1, t), tf.add(positivePart(tf, z), rest)));
    },
    slope: (tf, z, t) => tf.sub(tf.mul(tf.sub(1, t), tf.sigmoid(z)), tf.mul(positive(tf, t), tf.sigmoid(tf.neg(z)))),
  };
}
