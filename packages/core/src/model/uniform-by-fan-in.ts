import { uniform } from "../random/random-words.ts";
import { shapeSize } from "../tensor/shape.ts";
import type { Initializer } from "./initializer.ts";

const f32 = Math.fround;

/**
 * PyTorch's law for the weights and biases of `nn.Linear` and the convolutions: uniform in [-b, b) with b = f32(1 /
 * √fanIn), as f32(f32(u · f32(2b)) - b).
 *
 * @param fanIn how many inputs each output sums over.
 */
export function uniformByFanIn(fanIn: number): Initializer {
  const bound = f32(1 / Math.sqrt(fanIn));
  return (key, shape) => uniform(key, shapeSize(shape)).map((u) => f32(u * (2 * bound)) - bound);
}
