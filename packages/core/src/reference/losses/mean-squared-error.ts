import type { ElementLoss } from "../kernels/element-loss.ts";

const f32 = Math.fround;

/** (y - t)², whose slope is 2·(y - t). */
export const SQUARED_ERROR: ElementLoss = {
  name: "squaredError",
  numbers: [],
  value(y, t) {
    const difference = f32(y - t);
    return f32(difference * difference);
  },
  slope: (y, t) => f32(2 * f32(y - t)),
};
