import { shapeSize, TorchGenerator, torchInitialWeights, type Tensor, type TorchParameters } from "@lockstep/core";
import { expectSame } from "../check/compare-numbers.ts";
import { expectWords } from "../check/expect-words.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { decodeFloats } from "../vectors/decode.ts";
import { torchDropoutCases, torchInitialWeightCases } from "../vectors/torch-cases.ts";
import { expectNext } from "./torch-draws.ts";

/** PyTorch's dropouts with their signs of zero, and its default initial weights with and without fused arithmetic. */
export function torchLayerSuite({ describe, it }: TestRunner): void {
  describe("dropouts of torch-cpu", () => {
    for (const { id, clause, input, expect } of torchDropoutCases) {
      it(`${clause} ${id} (p ${input.p}, ${input.shape.join("x")})`, async () => {
        const generator = new TorchGenerator(BigInt(input.seed));
        const data = input.x === undefined ? dropoutInputs(shapeSize(input.shape)) : decodeFloats(input.x);
        const y = drop(generator, input.operation, { shape: input.shape, data }, input.p);
        // Any NaN is any NaN: those of the vectors and ours may differ in their payload.
        if (typeof expect.y === "string") expectSame("y", y, decodeFloats(expect.y));
        else await expectWords("y", new Uint32Array(y.buffer), expect.y);
        expectNext(generator, expect.next);
      });
    }
  });
  describe("initial weights of torch-cpu", () => {
    for (const { id, clause, input, expect } of torchInitialWeightCases) {
      it(`${clause} ${id} (${input.variant}, seed ${input.seed})`, async () => {
        const generator = new TorchGenerator(BigInt(input.seed));
        const parameters = draw(generator, input);
        expectSame("parameters", [parameters.length], [expect.parameters.length]);
        for (const [index, expected] of expect.parameters.entries()) {
          const { shape, data } = parameters[index]!;
          expectSame(`parameter ${index}: shape`, shape, expected.shape);
          const bits = new Uint32Array(data.buffer);
          await expectWords(`parameter ${index}`, bits, "data" in expected ? expected.data : expected);
        }
        expectNext(generator, expect.next);
      });
    }
  });
}

/** What the oracle drops from where it writes no inputs down: both signs, exact in f32. */
function dropoutInputs(size: number): Float32Array {
  return Float32Array.from({ length: size }, (_, index) => (((index * 37) % 8191) - 4095) / 1024);
}

function drop(
  generator: TorchGenerator,
  operation: (typeof torchDropoutCases)[number]["input"]["operation"],
  x: Tensor,
  p: number,
): Float32Array {
  return operation === "dropout" || operation === "alphaDropout"
    ? generator[operation](x.data, p)
    : generator[operation](x, p).data;
}

function draw(generator: TorchGenerator, input: (typeof torchInitialWeightCases)[number]["input"]): readonly Tensor[] {
  const { variant } = input;
  switch (input.kind) {
    case "linear":
      return inOrder(generator.linear(input.inputs, input.outputs, { variant, bias: input.bias }));
    case "conv2d": {
      const { inChannels, outChannels, kernelSize, groups, bias } = input;
      return inOrder(generator.conv2d({ inChannels, outChannels, kernelSize, groups, bias, variant }));
    }
    case "sequential":
    case "convolutional":
      return Object.values(torchInitialWeights(input.model, generator, { variant }));
  }
}

function inOrder({ weight, bias }: TorchParameters): readonly Tensor[] {
  return bias === undefined ? [weight] : [weight, bias];
}
