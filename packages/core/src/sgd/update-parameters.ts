import type { NamedTensors } from "../tensor/tensor.ts";
import { clipGradients } from "./clip-gradients.ts";
import { divide } from "./divide.ts";
import { limitNorms } from "./limit-norms.ts";
import { scale } from "./scale.ts";
import type { SgdStep } from "./sgd-step.ts";
import { sgdUpdate } from "./sgd-update.ts";

/** The loops of a step. Others may take the place of these, as long as they give the same bits. */
export interface UpdateLoops {
  /** f32(sum / totalWeight), in place or not. */
  divide(sums: Float32Array, totalWeight: number): Float32Array;
  /** Each value times an f32, in place. */
  scale: typeof scale;
  /** The update of one parameter, in place. */
  sgdUpdate: typeof sgdUpdate;
}

/** A step's loops in TypeScript. */
export const UPDATE_LOOPS: UpdateLoops = { divide, scale, sgdUpdate };

/**
 * The law of one optimiser step on all parameters, in place and in this order:
 *
 * 1. g = f32(sum / totalWeight), one quotient of the gradient's sum over the whole optimiser batch
 * 2. {@link clipGradients}, if the step clips
 * 3. {@link sgdUpdate} on each parameter
 * 4. {@link limitNorms} on each parameter, if the step has a maxNorm
 *
 * @param parameters by name; changed in place, as is `velocity`, which has the same names.
 * @param gradientSums gradients of the sum of the rows' weighted losses, by name. Parameters without one stay as they are.
 * @param totalWeight of the optimiser batch's rows, above 0.
 * @param loops what computes. @default TypeScript
 * @example
 * const parameters = { "0.bias": tensor([2], Float32Array.of(1, 1)) };
 * const velocity = { "0.bias": tensor([2], new Float32Array(2)) };
 * const step = sgdStep(sgd({ learningRate: 0.5, clip: clipByValue(1) }), 0);
 * updateParameters(parameters, { "0.bias": Float32Array.of(4, 64) }, velocity, 8, step);
 * parameters["0.bias"].data; // Float32Array [0.75, 0.5]
 */
export function updateParameters(
  parameters: NamedTensors,
  gradientSums: Readonly<Record<string, Float32Array>>,
  velocity: NamedTensors,
  totalWeight: number,
  step: SgdStep,
  loops: UpdateLoops = UPDATE_LOOPS,
): void {
  const names = Object.keys(parameters).filter((name) => gradientSums[name] !== undefined);
  const gradients = names.map((name) => loops.divide(gradientSums[name]!, totalWeight));
  if (step.clip !== undefined) clipGradients(gradients, step.clip, loops.scale);
  for (const [index, name] of names.entries()) {
    const { shape, data } = parameters[name]!;
    loops.sgdUpdate(data, gradients[index]!, velocity[name]!.data, step);
    if (step.maxNorm !== undefined) limitNorms(data, shape, step.maxNorm);
  }
}
