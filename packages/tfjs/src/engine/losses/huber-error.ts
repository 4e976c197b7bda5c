import { clamp } from "../numeric/clamp.ts";
import { select } from "../../select/select.ts";
import type { ElementLoss } from "./elementwise-loss.ts";

/** With d = y - t: (½·|d|)·|d| where |d| ≤ δ, else δ·(|d| - ½·δ); the slope is d, held within [-δ, δ]. */
export function huberError(delta: number): ElementLoss {
  const turn = Math.fround(delta);
  return {
    value(tf, y, t) {
      const size = tf.abs(tf.sub(y, t));
      const line = tf.mul(tf.sub(size, turn / 2), turn);
      return select(tf, tf.greater(size, turn), line, tf.mul(tf.mul(size, 0.5), size));
    },
    slope: (tf, y, t) => clamp(tf, tf.sub(y, t), -turn, turn),
  };
}
