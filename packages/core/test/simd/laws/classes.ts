import fc from "fast-check";
import { expectSameBits, type KernelLaw } from "../both-kernels.ts";
import { floats } from "../special-numbers.ts";

/** Softmax cross-entropy with weights of 0 among others, and the largest of rows. */
export const classLaw: KernelLaw = (kernels) => {
  const batches = fc
    .record({ rows: fc.integer({ min: 1, max: 11 }), classes: fc.integer({ min: 1, max: 13 }) })
    .chain(({ rows, classes }) => {
      const rowsOf = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> =>
        fc.array(value, { minLength: rows, maxLength: rows });
      return fc.record({
        classes: fc.constant(classes),
        logits: floats(rows * classes),
        targets: rowsOf(fc.nat(classes - 1)),
        weights: rowsOf(fc.constantFrom(1, 0, 0.5, 3)),
        logSums: floats(rows),
      });
    });
  fc.assert(
    fc.property(batches, ({ classes, logits, targets, weights, logSums }) => {
      const arrays = [logits, Float32Array.from(weights), logSums];
      expectSameBits(kernels, arrays, (own, [z, ofRows, logs]) => {
        const wanted = { ofTarget: Math.fround(0.91), ofOthers: Math.fround(0.01) };
        const result = own.crossEntropyRows(z!, classes, Int32Array.from(targets), ofRows!, wanted);
        const largest = own.largestOfRows(z!, classes);
        const counted = <Values extends Iterable<number>>(values: Values): Float32Array =>
          Float32Array.from(values, (value, row) => (weights[row] === 0 ? 0 : value));
        return [
          result.gradient,
          counted(result.largest),
          counted(result.sums),
          Float32Array.from(largest),
          own.sumsOfLosses(z!, classes, largest, logs!),
        ];
      });
    }),
    { numRuns: 200 },
  );
};
