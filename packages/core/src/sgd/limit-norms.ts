import type { Shape } from "../tensor/shape.ts";

/** torch.renorm's. */
const EPSILON = 1e-7;

/**
 * The law of the max-norm constraint on one parameter after its update, in place: for each unit the vector of its incoming
 * weights
 *
 *     w = f32(w · f32(maxNorm / (norm + 1e-7)))  where norm = √(Σ w²) > maxNorm, else w as it is
 *
 * The sum is f64 and runs in row-major order. A unit's incoming weights are a slice along the first axis: a row of
 * [units, inputs], a filter of [units, channels, height, width]. A parameter of one axis (a bias) stays as it is, and so
 * does a vector whose norm is NaN.
 *
 * This is `torch.renorm(w, 2, 0, maxNorm)`. Keras's `MaxNorm` multiplies by min(norm, maxNorm) / (norm + 1e-7), which
 * also shrinks vectors within the limit a little at every step.
 *
 * @param shape of the parameter.
 * @see Srebro and Shraibman, "Rank, trace-norm and max-norm" (2005); Hinton et al., "Improving neural networks by
 *   preventing co-adaptation of feature detectors" (2012)
 */
export function limitNorms(weights: Float32Array, shape: Shape, maxNorm: number): void {
  if (shape.length < 2) return;
  const length = weights.length / shape[0]!;
  for (let start = 0; start < weights.length; start += length) {
    let squares = 0;
    for (let index = start; index < start + length; index++) squares += weights[index]! * weights[index]!;
    const norm = Math.sqrt(squares);
    if (!(norm > maxNorm)) continue;
    const factor = Math.fround(maxNorm / (norm + EPSILON));
    for (let index = start; index < start + length; index++) weights[index] = weights[index]! * factor;
  }
}
