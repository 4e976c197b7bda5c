import type { ElementLoss } from "../kernels/element-loss.ts";

const f32 = Math.fround;

/** With d = y - t: ((½·d)·d) / β where |d| < β, else |d| - ½·β; the slope is d / β, held within [-1, 1]. */
export function smoothL1Error(beta: number): ElementLoss {
  const turn = f32(beta);
  return {
    name: "smoothL1Error",
    numbers: [turn],
    value(y, t) {
      const size = Math.abs(f32(y - t));
      return size >= turn ? f32(size - f32(turn / 2)) : f32(f32(f32(size / 2) * size) / turn);
    },
    slope(y, t) {
      const difference = f32(y - t);
      return difference >= turn ? 1 : difference <= -turn ? -1 : f32(difference / turn);
    },
  };
}
