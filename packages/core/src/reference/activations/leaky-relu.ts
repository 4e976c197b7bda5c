import type { Activation } from "./activation.ts";

/** y = x where x > 0, else f32(slope)·x. dy/dx = 1 where x > 0, else f32(slope). */
export function leakyRelu(slope: number): Activation {
  const factor = Math.fround(slope);
  return {
    name: "leakyRelu",
    parameters: [factor],
    value: (x) => (x > 0 ? x : x * factor),
    gradient: (g, x) => (x > 0 ? g : g * factor),
  };
}
