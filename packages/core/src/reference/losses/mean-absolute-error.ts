import type { ElementLoss } from "../kernels/element-loss.ts";

/** |y - t|, whose slope is the sign of y - t: 0 where they are equal, or either is NaN, as in PyTorch. */
export const ABSOLUTE_ERROR: ElementLoss = {
  name: "absoluteError",
  numbers: [],
  value: (y, t) => Math.abs(Math.fround(y - t)),
  slope: (y, t) => (y > t ? 1 : y < t ? -1 : 0),
};
