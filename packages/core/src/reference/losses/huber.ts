import type { ElementLoss } from "../kernels/element-loss.ts";

const f32 = Math.fround;

/** With d = y - t: (½·d)·d where |d| ≤ δ, else δ·(|d| - ½·δ); the slope is d, held within [-δ, δ]. */
export function huberError(delta: number): ElementLoss {
  const turn = f32(delta);
  return {
    name: "huberError",
    numbers: [turn],
    value(y, t) {
      const size = Math.abs(f32(y - t));
      return size > turn ? f32(turn * f32(size - f32(turn / 2))) : f32(f32(size / 2) * size);
    },
    slope(y, t) {
      const difference = f32(y - t);
      return difference > turn ? turn : difference < -turn ? -turn : difference;
    },
  };
}
