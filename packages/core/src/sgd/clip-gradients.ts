import type { GradientClip } from "./gradient-clip.ts";
import { scale } from "./scale.ts";

/** PyTorch's, so that a gradient of nothing is not divided by nothing. */
const EPSILON = 1e-6;

/**
 * The law of gradient clipping on the gradients of all parameters together, in place.
 *
 *     value: g = max(-L, min(L, g)) with L = f32(limit)
 *     norm:  g = f32(g · f32(min(1, limit / (norm + 1e-6)))), norm = √(Σ over parameters of (Σ g² over the parameter))
 *
 * The sums of the norm are f64 and run over the elements of each parameter in row-major order, then over the parameters in
 * the order given: f32 squares are exact in f64, and no finite gradient overflows. A NaN stays a NaN under "value"; under
 * "norm" one NaN makes every gradient NaN, and one infinity makes the finite ones 0 and itself NaN, as in PyTorch: the
 * next loss shows it.
 *
 * @param gradients of the mean loss, in the order of the engine's parameters.
 * @param scaleEach the loop that multiplies. @default TypeScript
 * @example
 * const gradients = [Float32Array.of(3, 0), Float32Array.of(-4)];
 * clipGradients(gradients, clipByValue(2));
 * gradients; // [Float32Array [2, 0], Float32Array [-2]]
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html
 */
export function clipGradients(
  gradients: readonly Float32Array[],
  { kind, limit }: GradientClip,
  scaleEach: typeof scale = scale,
): void {
  if (kind === "value") {
    const bound = Math.fround(limit);
    for (const gradient of gradients) clampEach(gradient, bound);
    return;
  }
  const factor = Math.fround(Math.min(1, limit / (globalNorm(gradients) + EPSILON)));
  if (factor === 1) return;
  for (const gradient of gradients) scaleEach(gradient, factor);
}

function clampEach(gradient: Float32Array, bound: number): void {
  for (let index = 0; index < gradient.length; index++) {
    const value = gradient[index]!;
    if (value > bound) gradient[index] = bound;
    else if (value < -bound) gradient[index] = -bound;
  }
}

function globalNorm(gradients: readonly Float32Array[]): number {
  let total = 0;
  for (const gradient of gradients) {
    let squares = 0;
    for (let index = 0; index < gradient.length; index++) squares += gradient[index]! * gradient[index]!;
    total += squares;
  }
  return Math.sqrt(total);
}
