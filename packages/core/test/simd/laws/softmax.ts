import fc from "fast-check";
import { bitsOfDoubles, expectSameBits, type KernelLaw } from "../both-kernels.ts";
import { floats } from "../special-numbers.ts";

const small = fc.integer({ min: 1, max: 7 });

/** Softmax and its logarithm along any axis. */
export const softmaxLaw: KernelLaw = (kernels) => {
  const cases = fc.record({ blocks: small, length: small, stride: small }).chain((form) => {
    const size = form.blocks * form.length * form.stride;
    return fc.record({ form: fc.constant(form), values: floats(size), gradient: floats(size) });
  });
  fc.assert(
    fc.property(cases, ({ form, values, gradient }) => {
      const lines = { length: form.length, stride: form.stride };
      expectSameBits(kernels, [values, gradient], (own, [x, g]) => {
        const { maxima, sums } = own.exponentialSums(x!, lines);
        return [
          own.softmaxOfLines(x!, lines),
          own.softmaxGradient(g!, x!, lines),
          own.logSoftmaxOfLines(x!, lines, maxima, sums),
          own.logSoftmaxGradient(g!, x!, lines),
          bitsOfDoubles(maxima),
          bitsOfDoubles(sums),
        ];
      });
    }),
    { numRuns: 200 },
  );
};
