import fc from "fast-check";
import { expectSameBits, type KernelLaw } from "../both-kernels.ts";
import { floats, smallLength } from "../special-numbers.ts";

/** Sums of arrays, also into one of them. */
export const addLaw: KernelLaw = (kernels) => {
  const pair = smallLength.chain((length) => fc.tuple(floats(length), floats(length)));
  fc.assert(
    fc.property(pair, (arrays) => {
      expectSameBits(kernels, arrays, (own, given) => {
        const [left, right] = given as [Float32Array, Float32Array];
        return [
          own.add(left, right),
          own.add(left, right, left),
          own.add(left, right, right),
          own.add(left, left, left),
        ];
      });
    }),
  );
};
