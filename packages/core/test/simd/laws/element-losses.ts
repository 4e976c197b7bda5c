import fc from "fast-check";
import { binaryCrossEntropy } from "../../../src/reference/losses/binary-cross-entropy.ts";
import { huberError } from "../../../src/reference/losses/huber.ts";
import { ABSOLUTE_ERROR } from "../../../src/reference/losses/mean-absolute-error.ts";
import { SQUARED_ERROR } from "../../../src/reference/losses/mean-squared-error.ts";
import { smoothL1Error } from "../../../src/reference/losses/smooth-l1.ts";
import { expectSameBits, type KernelLaw } from "../both-kernels.ts";
import { floats } from "../special-numbers.ts";

const f32 = Math.fround;

/** Where a loss turns from a parabola into a line. */
const turns = fc.oneof(fc.constantFrom(0.7, 0.3, 1, 2 ** -149), fc.double({ min: 0.01, max: 100, noNaN: true }));

/** Outputs of one exponent as of another: e^-|z| of cross-entropy is near 1, small, or 0. */
const spread = fc.constantFrom(1, 1, 5, 30);

/** Every elementwise loss, with weights of 0 among others, and differences at which a loss turns. */
export const elementLossLaw: KernelLaw = (kernels) => {
  const batches = fc
    .record({ rows: fc.integer({ min: 1, max: 7 }), length: fc.integer({ min: 1, max: 11 }) })
    .chain(({ rows, length }) =>
      fc.record({
        outputs: fc.tuple(floats(rows * length), spread).map(([values, factor]) => values.map((y) => y * factor)),
        targets: floats(rows * length),
        ofPlaces: fc.array(fc.double({ min: 0.1, max: 9, noNaN: true }), { minLength: length, maxLength: length }),
        weights: fc.array(fc.constantFrom(1, 0, 0.5, 3), { minLength: rows, maxLength: rows }),
        turn: turns,
        atTurn: fc.array(fc.tuple(fc.nat(rows * length - 1), fc.constantFrom(1, -1)), { maxLength: 3 }),
      }),
    );
  fc.assert(
    fc.property(batches, ({ outputs, targets, ofPlaces, weights, turn, atTurn }) => {
      for (const [index, sign] of atTurn) {
        outputs[index] = sign * f32(turn);
        targets[index] = 0;
      }
      const losses = [
        SQUARED_ERROR,
        ABSOLUTE_ERROR,
        huberError(turn),
        smoothL1Error(turn),
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
    { numRuns: 300 },
  );
};
