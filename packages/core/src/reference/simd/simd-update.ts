import type { UpdateLoops } from "../../sgd/update-parameters.ts";
import type { KernelRunner } from "./kernel-runner.ts";
import { runElementwise } from "./simd-elementwise.ts";

/** A step's loops in vectors of four. */
export function simdUpdate(runner: KernelRunner, others: UpdateLoops): UpdateLoops {
  return {
    divide(sums, totalWeight) {
      const done = isPowerOfTwo(totalWeight)
        ? runElementwise(runner, "scale", [sums, sums], [sums], [1 / totalWeight], 1)
        : runElementwise(runner, "divide", [sums, sums], [sums], [totalWeight], 4);
      return done ? sums : others.divide(sums, totalWeight);
    },
    scale(values, factor) {
      const done = runElementwise(runner, "scale", [values, values], [values], [factor], 1);
      if (!done) others.scale(values, factor);
    },
    sgdUpdate(weights, gradient, velocity, step) {
      const { learningRate, weightDecay, momentum, gradientScale, nesterov } = step;
      const done =
        velocity === undefined || Math.fround(momentum) === 0
          ? runElementwise(runner, "sgdPlain", [weights, gradient], [weights], [learningRate, weightDecay], 2)
          : runElementwise(
              runner,
              "sgdMomentum",
              [weights, velocity, gradient],
              [weights, velocity],
              [learningRate, weightDecay, momentum, gradientScale, nesterov ? 1 : 0],
              4,
            );
      if (!done) others.sgdUpdate(weights, gradient, velocity, step);
    },
  };
}

const LARGEST = 2 ** 30;

/** Whether the reciprocal is an f32, so that a product is the quotient. */
function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(value) && value > 0 && value <= LARGEST && (value & (value - 1)) === 0;
}
