import type { ElementLoss } from "./elementwise-loss.ts";

/** (y - t)², whose slope is 2·(y - t). */
export const SQUARED_ERROR: ElementLoss = {
  value: (tf, y, t) => tf.square(tf.sub(y, t)),
  slope: (tf, y, t) => tf.mul(tf.sub(y, t), 2),
};
