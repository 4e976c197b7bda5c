import fc from "fast-check";
import { binaryCrossEntropy } from "../../../src/reference/losses/binary-cross-entropy.ts";
import { huberError } from "../../../src/reference/losses/huber.ts";
import { ABSOLUTE_ERROR } from "../../../src/reference/losses/mean-absolute-error.ts";
import { SQUARED_ERROR } from "../../../src/reference/losses/mean-squared-error.ts";
import { smoothL1Error } from "../../../src/reference/losses/smooth-l1.ts";
import { expectSameBits, type KernelLaw } from "../both-kernels.ts";
import { floats } from "../special-numbers.ts";

/** Every elementwise loss, with weights of 0 among others. */
export const elementLossLaw: KernelLaw = (kernels) => {
  const batches = fc
    .record({ rows: fc.integer({ min: 1, max: 7 }), length: fc.integer({ min: 1, max: 11 }) })
    .chain(({ rows, length }) =>
      fc.record({
        outputs: floats(rows * length),
        targets: floats(rows * length),
        ofPlaces: fc.array(fc.double({ min: 0.1, max: 9, noNaN: true }), { minLength: length, maxLength: length }),
        weights: fc.array(fc.constantFrom(1, 0, 0.5, 3), { minLength: rows, maxLength: rows }),
      }),
    );
  fc.assert(
    fc.property(batches, ({ outputs, targets, ofPlaces, weights }) => {
      const losses = [
        SQUARED_ERROR,
        ABSOLUTE_ERROR,
        huberError(0.7),
        smoothL1Error(0.3),
        binaryCrossEntropy(2.3),
        binaryCrossEntropy(ofPlaces),
      ];
      expectSameBits(kernels, [outputs, targets, Float32Array.from(weights)], (own, [y, t, w]) =>
        losses.flatMap((loss) => {
          const result = own.elementLosses(loss, y!, t!, w!);
          return [result.gradient, result.losses.map((value, row) => (weights[row] === 0 ? 0 : value))];
        }),
      );
    }),
    { numRuns: 200 },
  );
};
