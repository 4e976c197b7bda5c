import { clamp } from "../numeric/clamp.ts";
import { select } from "../../select/select.ts";
import type { ElementLoss } from "./elementwise-loss.ts";

/** With d = y - t: ((½·|d|)·|d|) / β where |d| < β, else |d| - ½·β; the slope is d / β, held within [-1, 1]. */
export function smoothL1Error(beta: number): ElementLoss {
  const turn = Math.fround(beta);
  return {
    value(tf, y, t) {
      const size = tf.abs(tf.sub(y, t));
      const bend = tf.div(tf.mul(tf.mul(size, 0.5), size), turn);
      return select(tf, tf.greaterEqual(size, turn), tf.sub(size, turn / 2), bend);
    },
    slope: (tf, y, t) => clamp(tf, tf.div(tf.sub(y, t), turn), -1, 1),
  };
}
