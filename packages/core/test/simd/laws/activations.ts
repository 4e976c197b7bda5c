import fc from "fast-check";
import type { Activation } from "../../../src/reference/activations/activation.ts";
import { elu } from "../../../src/reference/activations/elu.ts";
import { GELU, GELU_TANH } from "../../../src/reference/activations/gelu.ts";
import { hardtanh } from "../../../src/reference/activations/hardtanh.ts";
import { leakyRelu } from "../../../src/reference/activations/leaky-relu.ts";
import { RELU } from "../../../src/reference/activations/relu.ts";
import { SELU } from "../../../src/reference/activations/selu.ts";
import { SIGMOID } from "../../../src/reference/activations/sigmoid.ts";
import { SILU } from "../../../src/reference/activations/silu.ts";
import { softplus } from "../../../src/reference/activations/softplus.ts";
import { TANH } from "../../../src/reference/activations/tanh.ts";
import { expectSameBits, type KernelLaw } from "../both-kernels.ts";
import { anyFloat, floats, smallLength } from "../special-numbers.ts";

const ACTIVATIONS: readonly Activation[] = [
  RELU,
  leakyRelu(0.01),
  leakyRelu(-0.5),
  hardtanh(-1, 1),
  hardtanh(0, 6),
  hardtanh(-0, 0.1),
  SIGMOID,
  TANH,
  elu(1),
  elu(-0.7),
  SELU,
  SILU,
  softplus(1, 20),
  softplus(-3, 1000),
  softplus(0.1, -2),
  GELU,
  GELU_TANH,
];

/** Where one of them goes from one formula to another, exponentials end, or an exponent is rounded. */
const EDGES = [
  0.1,
  1,
  6,
  20,
  2 ** -5,
  2 ** -6,
  6 * Math.SQRT2,
  709,
  708,
  709 / 2,
  708 / 2,
  709 / 3,
  7090,
  20_000,
  -2,
  0.375,
  0.125,
  3.75,
  Math.SQRT1_2,
  Math.LN2,
].concat(
  Array.from({ length: 40 }, (_, n) => (n + 0.5) * Math.LN2),
  Array.from({ length: 40 }, (_, n) => ((n + 0.5) * Math.LN2) / 2),
);

/** Each edge of either sign with the f32 beside it. */
function edges(): Float32Array {
  const words = new Uint32Array(Float32Array.from(EDGES.flatMap((edge) => [edge, -edge])).buffer);
  return new Float32Array(Uint32Array.from([...words].flatMap((word) => [word - 1, word, word + 1])).buffer);
}

/** A number of each sign and each exponent, with such fractions: the subnormal, the infinite and NaN among them. */
function everyExponent(fractions: readonly number[]): Float32Array {
  const words = Uint32Array.from({ length: 512 * fractions.length }, (_, index) => {
    return (index % 512) * 2 ** 23 + fractions[Math.floor(index / 512)]!;
  });
  return new Float32Array(words.buffer);
}

/** All activations and their gradients: at short lengths, at every exponent, and at their edges. */
export const activationsLaw: KernelLaw = (kernels) => {
  const short = smallLength.chain((length) => fc.tuple(floats(length), floats(length)));
  fc.assert(
    fc.property(short, (arrays) => bothWays(arrays)),
    { numRuns: 20 },
  );
  const fractions = fc.array(fc.nat(2 ** 23 - 1), { minLength: 2, maxLength: 2 });
  fc.assert(
    fc.property(fractions, fc.array(anyFloat, { minLength: 7, maxLength: 7 }), (random, some) => {
      const input = everyExponent([0, 2 ** 23 - 1, ...random]);
      bothWays([input, input.map((_, index) => some[index % some.length]!)]);
    }),
    { numRuns: 3 },
  );
  bothWays([edges(), edges().fill(1)]);

  function bothWays(arrays: readonly Float32Array[]): void {
    for (const activation of ACTIVATIONS) {
      expectSameBits(kernels, arrays, (own, [input, outputGradient]) => {
        const output = own.activate(activation, input!);
        return [output, own.activateGradient(activation, outputGradient!, input!, output)];
      });
    }
  }
};
