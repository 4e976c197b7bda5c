import fc from "fast-check";
import type { ConvolutionAxis } from "../../../src/model/convolution-axis.ts";
import { expectSameBits, type KernelLaw } from "../both-kernels.ts";
import { manyFloats } from "../special-numbers.ts";

const upTo = (max: number, min = 1): fc.Arbitrary<number> => fc.integer({ min, max });

/** An axis of a convolution, or of a transposed one if its length follows from the positions. */
function axis(longest: number): fc.Arbitrary<ConvolutionAxis> {
  return fc
    .record({
      length: upTo(longest),
      kernel: upTo(5),
      stride: upTo(3),
      dilation: upTo(2),
      padding: upTo(3, 0),
      transposed: fc.boolean(),
      more: upTo(1, 0),
    })
    .map(({ length, transposed, more, ...form }): ConvolutionAxis => {
      const span = (form.kernel - 1) * form.dilation + 1;
      return transposed
        ? { ...form, positions: length, length: (length - 1) * form.stride + span - 2 * form.padding + more }
        : { ...form, length, positions: Math.floor((length + 2 * form.padding - span) / form.stride) + 1 };
    })
    .filter(({ length, positions }) => length >= 1 && positions >= 1);
}

const axes: fc.Arbitrary<readonly ConvolutionAxis[]> = fc.oneof(
  fc.tuple(axis(21)),
  fc.tuple(axis(9), axis(13)),
  fc.tuple(axis(3), axis(4), axis(5)),
);

const size = (lengths: readonly number[]): number => lengths.reduce((product, length) => product * length, 1);

/** The three products, with sums that run on, and the biases of their responses. */
export const windowProductsLaw: KernelLaw = (kernels) => {
  const windows = fc.record({
    axes,
    rows: upTo(3),
    groups: upTo(2),
    fieldDepth: upTo(6),
    responseDepth: upTo(18),
    seed: fc.nat(999),
  });
  fc.assert(
    fc.property(windows, ({ axes: along, rows, groups, fieldDepth, responseDepth, seed }) => {
      const positions = size(along.map((one) => one.positions));
      const [fieldChannels, responseChannels] = [groups * fieldDepth, groups * responseDepth];
      const shape = { groups, fieldChannels, responseChannels, axes: along };
      const products = kernels.windowProducts(shape);
      const weights = responseChannels * fieldDepth * size(along.map(({ kernel }) => kernel));
      const lengths = [
        rows * fieldChannels * size(along.map(({ length }) => length)),
        rows * responseChannels * positions,
        weights,
        weights,
        responseChannels,
      ];
      const arrays = lengths.map((length, index) => manyFloats(length, seed + 1000 * index));
      expectSameBits(kernels, arrays, (own, [x, g, w, before, b]) => {
        const productsOf = own === kernels ? products : own.windowProducts(shape);
        return [
          productsOf.respond(x!, w!, rows),
          productsOf.project(g!, w!, rows),
          productsOf.correlate(g!, x!, rows),
          productsOf.correlate(g!, x!, rows, before),
          own.sumChannels(g!, responseChannels, positions),
          own.sumChannels(g!, responseChannels, positions, b!.slice()),
          own.addChannelBias(g!, b!, positions),
        ];
      });
    }),
    { numRuns: 60 },
  );
};
