import fc from "fast-check";
import type { SgdStep } from "../../../src/sgd/sgd-step.ts";
import { expectSameBits, type KernelLaw } from "../both-kernels.ts";
import { floats, smallLength } from "../special-numbers.ts";

/** 1e-50 is 0 as an f32. */
const factor = fc.oneof(fc.constantFrom(0, 1, 0.1, 0.9, 1e-50), fc.double({ min: 0, max: 1, noNaN: true }));

const step: fc.Arbitrary<SgdStep> = fc.record({
  learningRate: factor,
  momentum: factor,
  gradientScale: factor,
  nesterov: fc.boolean(),
  weightDecay: factor,
});

/** Powers of two, rows, and sums of weights that are no f32. */
const totalWeight = fc.oneof(
  fc.constantFrom(1, 2, 128, 2 ** 30, 2 ** 31, 0.5, 3, 100),
  fc.double({ min: 2 ** -20, max: 1000, noNaN: true }),
);

/** A step of the optimiser. */
export const updateLaw: KernelLaw = (kernels) => {
  const parameter = smallLength.chain((length) => fc.tuple(floats(length), floats(length), floats(length)));
  fc.assert(
    fc.property(parameter, step, totalWeight, fc.boolean(), (arrays, numbers, weight, withVelocity) => {
      expectSameBits(kernels, arrays, (own, [weights, gradient, velocity]) => {
        own.sgdUpdate(weights!, gradient!, withVelocity ? velocity : undefined, numbers);
        return [];
      });
      expectSameBits(kernels, arrays, (own, [values]) => {
        own.scale(values!, Math.fround(numbers.learningRate));
        return [own.divide(own.bring(values!.slice()), weight), own.divide(values!.slice(), weight)];
      });
    }),
    { numRuns: 300 },
  );
};
