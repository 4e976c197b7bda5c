import type { Initializer } from "./initializer.ts";
import { uniformWithin } from "./uniform-within.ts";

/**
 * PyTorch's law for the weights and biases of `nn.Linear` and the convolutions: uniform in [-b, b) with b = f32(1 /
 * √fanIn), as f32(f32(u · f32(2b)) - b).
 *
 * @param fanIn how many inputs each output sums over.
 */
export function uniformByFanIn(fanIn: number): Initializer {
  return uniformWithin(1 / Math.sqrt(fanIn));
}
