import type { SgdStep } from "@lockstep/core";

/**
 * One step on one parameter, in place. Core has resolved schedules and dampening: this is arithmetic.
 *
 *     g = gradient + weightDecay · w
 *     v = momentum · v + gradientScale · g        (skipped when momentum is 0: then d = g)
 *     d = nesterov ? g + momentum · v : v
 *     w = w - learningRate · d
 *
 * @param gradient of the mean loss over the whole optimiser batch.
 * @param velocity zeros at the start of a run.
 */
export function sgdStep(weight: Float32Array, gradient: Float32Array, velocity: Float32Array, step: SgdStep): void {
  const { nesterov } = step;
  // The law is one of f32: a momentum that rounds to 0 is none.
  const learningRate = Math.fround(step.learningRate);
  const momentum = Math.fround(step.momentum);
  const gradientScale = Math.fround(step.gradientScale);
  const weightDecay = Math.fround(step.weightDecay);
  for (let index = 0; index < weight.length; index++) {
    let direction = gradient[index]! + weightDecay * weight[index]!;
    if (momentum !== 0) {
      const speed = momentum * velocity[index]! + gradientScale * direction;
      velocity[index] = speed;
      direction = nesterov ? direction + momentum * speed : speed;
    }
    weight[index]! -= learningRate * direction;
  }
}
