import type { ElementLoss } from "./elementwise-loss.ts";

/** |y - t|, whose slope is the sign of y - t: 0 where they are equal, or either is NaN. */
export const ABSOLUTE_ERROR: ElementLoss = {
  value: (tf, y, t) => tf.abs(tf.sub(y, t)),
  // Two comparisons: tf.sign(y - t) is NaN of a NaN on some backends, and of a difference of infinities.
  slope: (tf, y, t) => tf.sub(tf.cast(tf.greater(y, t), "float32"), tf.cast(tf.greater(t, y), "float32")),
};
