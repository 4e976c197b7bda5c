import type { Activation } from "./activation.ts";

/** y = x cut at f32(min) and f32(max) (a NaN stays). dy/dx = 1 strictly between, else 0. */
export function hardtanh(min: number, max: number): Activation {
  const least = Math.fround(min);
  const greatest = Math.fround(max);
  return {
    name: "hardtanh",
    parameters: [least, greatest],
    value: (x) => (x < least ? least : x > greatest ? greatest : x),
    gradient: (g, x) => (x <= least || x >= greatest ? 0 : g),
  };
}
