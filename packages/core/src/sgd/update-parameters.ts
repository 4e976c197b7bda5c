import type { NamedTensors } from "../tensor/tensor.ts";
import { clipGradients } from "./clip-gradients.ts";
import { limitNorms } from "./limit-norms.ts";
import type { SgdStep } from "./sgd-step.ts";
import { sgdUpdate } from "./sgd-update.ts";

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
 */
export function updateParameters(
  parameters: NamedTensors,
  gradientSums: Readonly<Record<string, Float32Array>>,
  velocity: NamedTensors,
  totalWeight: number,
  step: SgdStep,
): void {
  const names = Object.keys(parameters).filter((name) => gradientSums[name] !== undefined);
  const gradients = names.map((name) => gradientSums[name]!.map((sum) => sum / totalWeight));
  if (step.clip !== undefined) clipGradients(gradients, step.clip);
  for (const [index, name] of names.entries()) {
    const { shape, data } = parameters[name]!;
    sgdUpdate(data, gradients[index]!, velocity[name]!.data, step);
    if (step.maxNorm !== undefined) limitNorms(data, shape, step.maxNorm);
  }
}
