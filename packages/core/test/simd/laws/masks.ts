import fc from "fast-check";
import type { DrawnMask } from "../../../src/dropout/apply-dropout.ts";
import type { DropoutMask } from "../../../src/dropout/dropout-mask.ts";
import { shareAxes } from "../../../src/dropout/shared-axes.ts";
import { shapeSize, type Shape } from "../../../src/tensor/shape.ts";
import { expectSameBits, type KernelLaw } from "../both-kernels.ts";
import { floats } from "../special-numbers.ts";

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const address = fc.record({
  key: fc.tuple(word, word),
  // About where the low word of the counter runs over, too.
  start: fc.oneof(fc.nat(100), fc.integer({ min: 2 ** 32 - 99, max: 2 ** 32 }), fc.constant(2 ** 52 - 7)),
});
const law = fc.record({
  scale: fc.constantFrom(0, 1, 2, 1.0625),
  offset: fc.constantFrom(undefined, 0, -0, 2 ** -200, 0.25),
  fill: fc.constantFrom(undefined, 0, -0, -1.75),
});
const shapes = fc.tuple(
  fc.integer({ min: 1, max: 5 }),
  fc.integer({ min: 1, max: 21 }),
  fc.integer({ min: 1, max: 3 }),
);

function maskOf(shape: Shape): fc.Arbitrary<DropoutMask> {
  const size = shapeSize(shape);
  return fc.oneof(
    fc
      .tuple(address, law, fc.oneof(fc.integer({ min: 0, max: 2 ** 23 }), fc.constantFrom(0, 2 ** 22, 2 ** 23)))
      .map(([where, how, threshold]) => ({ source: "addressed", ...where, ...given(how), threshold, shape }) as const),
    fc
      .tuple(fc.uint8Array({ min: 0, max: 1, minLength: size, maxLength: size }), law)
      .map(([keep, how]) => ({ source: "explicit", keep, ...given(how), shape }) as const),
    fc
      .tuple(address, fc.constantFrom("multiply", "add"), fc.constantFrom(0, 0.5))
      .map(
        ([where, kind, standardDeviation]) =>
          ({ source: "noise", kind, ...where, standardDeviation, shape }) as DropoutMask,
      ),
  );
}

/** Without what is undefined. */
function given(how: {
  readonly scale: number;
  readonly offset: number | undefined;
  readonly fill: number | undefined;
}) {
  const { scale, offset, fill } = how;
  return { scale, ...(offset === undefined ? {} : { offset }), ...(fill === undefined ? {} : { fill }) };
}

/** Masks of every source, spread or not, drawn and applied in both directions. */
export const maskLaw: KernelLaw = (kernels) => {
  const cases = fc.tuple(shapes, fc.oneof(fc.constant<number[]>([]), fc.subarray([0, 1, 2]))).chain(([shape, shared]) =>
    fc.record({
      shape: fc.constant(shape),
      mask: maskOf(shareAxes(shape, shared)),
      values: floats(shapeSize(shape)),
      gradient: floats(shapeSize(shape)),
    }),
  );
  fc.assert(
    fc.property(cases, ({ shape, mask, values, gradient }) => {
      expectSameBits(kernels, [values, gradient], (own, [x, g]) => {
        const drawn = own.drawMask(mask, shape);
        const both = own.drawAndApplyMask(x!, mask, shape);
        return [
          drawnNumbers(drawn),
          own.applyMask(x!, drawn),
          own.applyMaskGradient(g!, drawn),
          both.output,
          drawnNumbers(both.mask),
          own.applyMaskGradient(g!, both.mask),
        ];
      });
    }),
    { numRuns: 300 },
  );
};

function drawnNumbers(mask: DrawnMask): Float32Array {
  return "noise" in mask ? mask.noise : Float32Array.from([...mask.keep, mask.scale, mask.offset, mask.fill]);
}
