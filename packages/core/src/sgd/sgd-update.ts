import type { SgdStep } from "./sgd-step.ts";

/**
 * The law of one SGD step on one parameter, in place. Every operation rounds to f32, products before sums.
 *
 *     g = gradient + weightDecay · w
 *     v = momentum · v + gradientScale · g        (skipped when momentum is 0: then d = g)
 *     d = nesterov ? g + momentum · v : v
 *     w = w - learningRate · d
 *
 * This is PyTorch's form: the learning rate multiplies the finished direction. Keras and Sutskever et al. (2013) fold it
 * into the velocity, which differs as soon as the rate changes during a run.
 *
 * @param weights the parameter, changed in place.
 * @param gradient of the mean loss; same length.
 * @param velocity changed in place; zeros at the start of a run. Not read when momentum is 0.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html
 */
export function sgdUpdate(
  weights: Float32Array,
  gradient: Float32Array,
  velocity: Float32Array | undefined,
  step: SgdStep,
): void {
  const f32 = Math.fround;
  const learningRate = f32(step.learningRate);
  const momentum = f32(step.momentum);
  const gradientScale = f32(step.gradientScale);
  const weightDecay = f32(step.weightDecay);
  for (let index = 0; index < weights.length; index++) {
    const weight = weights[index]!;
    let direction = gradient[index]!;
    if (weightDecay !== 0) direction = f32(direction + f32(weightDecay * weight));
    if (velocity !== undefined && momentum !== 0) {
      const speed = f32(f32(momentum * velocity[index]!) + f32(gradientScale * direction));
      velocity[index] = speed;
      direction = step.nesterov ? f32(direction + f32(momentum * speed)) : speed;
    }
    weights[index] = weight - f32(learningRate * direction);
  }
}
