import fc from "fast-check";
import { expectSameBits, type KernelLaw } from "../both-kernels.ts";
import { floats, smallLength } from "../special-numbers.ts";

/** The three products, with sums that run on. */
export const matmulLaw: KernelLaw = (kernels) => {
  const matrices = fc.record({ rows: smallLength, inner: smallLength, columns: smallLength }).chain((form) =>
    fc.record({
      form: fc.constant(form),
      a: floats(form.rows * form.inner),
      b: floats(form.inner * form.columns),
      g: floats(form.rows * form.columns),
      sums: floats(form.inner * form.columns),
    }),
  );
  fc.assert(
    fc.property(matrices, ({ form: { rows, inner, columns }, a, b, g, sums }) => {
      expectSameBits(kernels, [a, b, g.slice()], (own, [left, right, result]) => [
        own.matmul(left!, right!, rows, inner),
        own.matmul(left!, right!, rows, inner, result),
        own.matmulTransposed(left!, right!, rows, inner),
      ]);
      expectSameBits(kernels, [a, g, sums], (own, [left, right, before]) => [
        own.matmulOfTransposed(left!, right!, rows),
        own.matmulOfTransposed(left!, right!, rows, before),
        own.transpose(left!, rows, inner),
      ]);
      expectSameBits(kernels, [g, sums.slice(0, columns)], (own, [values, bias]) => [
        own.sumRows(values!, columns),
        own.sumRows(values!, columns, bias!.slice()),
        own.addToRows(values!, bias!),
      ]);
    }),
  );
};
