import type { SgdStep } from "@lockstep/core";

import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";

/**
 * The law of core's `sgdUpdate` in tensors: one SGD step on one parameter.
 *
 *     g = gradient + weightDecay · w
 *     v = momentum · v + gradientScale · g        (skipped when momentum is 0 as an f32: then d = g)
 *     d = nesterov ? g + momentum · v : v
 *     w = w - learningRate · d
 *
 * @param velocity zeros if absent.
 * @returns new tensors; without momentum the velocity is the one that was given.
 */
export function sgdUpdate(
  tf: TfjsNamespace,
  weights: DeviceTensor,
  gradient: DeviceTensor,
  velocity: DeviceTensor | undefined,
  { learningRate, momentum, gradientScale, nesterov, weightDecay }: SgdStep,
): { readonly weights: DeviceTensor; readonly velocity: DeviceTensor | undefined } {
  let direction = weightDecay === 0 ? gradient : tf.add(gradient, tf.mul(weights, weightDecay));
  let speed = velocity;
  if (hasMomentum({ momentum })) {
    speed = tf.add(tf.mul(velocity ?? tf.zerosLike(weights), momentum), tf.mul(direction, gradientScale));
    direction = nesterov ? tf.add(direction, tf.mul(speed, momentum)) : speed;
  }
  return { weights: tf.sub(weights, tf.mul(direction, learningRate)), velocity: speed };
}

/** Whether a step has a velocity: as in core's law, its momentum is an f32. */
export function hasMomentum({ momentum }: Pick<SgdStep, "momentum">): boolean {
  return Math.fround(momentum) !== 0;
}
