import fc from "fast-check";
import { ShapeMismatchError } from "../src/errors/lockstep-error.ts";
import { layerFrom } from "../src/model/model-from.ts";
import { sequential } from "../src/model/sequential.ts";
import { resolveLayers, type ResolvedLayer } from "../src/model/resolve-layers.ts";
import type { LayerSpec } from "../src/model/layer-spec.ts";
import { keyFromSeed } from "../src/random/key.ts";
import { uniform } from "../src/random/random-words.ts";
import { layerKernel } from "../src/reference/layer-kernels.ts";
import { typescriptKernels } from "../src/reference/kernels/typescript-kernels.ts";
import type { LayerGradients, NamedArrays } from "../src/reference/layer-kernel.ts";
import { shapeSize } from "../src/tensor/shape.ts";

type Kind = "conv1d" | "conv2d" | "conv3d" | "conv-transpose1d" | "conv-transpose2d";

/** A convolution with all that it computes from. */
export interface ConvolutionCase {
  readonly layer: ResolvedLayer;
  readonly spec: Extract<LayerSpec, { readonly kind: Kind }>;
  readonly rows: number;
  readonly input: Float32Array;
  readonly outputGradient: Float32Array;
  readonly parameters: NamedArrays;
}

const KINDS: readonly Kind[] = ["conv1d", "conv2d", "conv3d", "conv-transpose1d", "conv-transpose2d"];

/** Convolutions of every kind whose kernel fits. `value` makes a number of a uniform draw from [0, 1). */
export function convolutionCases(value: (u: number) => number): fc.Arbitrary<ConvolutionCase> {
  return fc
    .constantFrom(...KINDS)
    .chain((kind) => {
      const axes = Number(kind.at(-2));
      const lengths = (min: number, max: number): fc.Arbitrary<number[]> =>
        fc.array(fc.integer({ min, max }), { minLength: axes, maxLength: axes });
      return fc.record({
        kind: fc.constant(kind),
        rows: fc.integer({ min: 1, max: 3 }),
        groups: fc.integer({ min: 1, max: 3 }),
        inDepth: fc.integer({ min: 1, max: 3 }),
        outDepth: fc.integer({ min: 1, max: 3 }),
        lengths: lengths(1, axes === 3 ? 4 : 6),
        kernelSize: lengths(1, 3),
        stride: lengths(1, 3),
        dilation: lengths(1, 2),
        padding: lengths(0, 2),
        outputPadding: lengths(0, 1),
        same: fc.boolean(),
        bias: fc.boolean(),
        seed: fc.nat(10_000),
      });
    })
    .map(({ kind, rows, groups, inDepth, outDepth, lengths, same, outputPadding, seed, ...options }) => {
      const { stride, dilation } = options;
      const own = kind.startsWith("conv-")
        ? {
            outputPadding: outputPadding.map((extra, axis) =>
              Math.min(extra, Math.max(stride[axis]!, dilation[axis]!) - 1),
            ),
          }
        : same
          ? { padding: "same", stride: 1 }
          : {};
      try {
        const layer = layerFrom({ kind, outChannels: groups * outDepth, groups, ...options, ...own });
        return caseOf(layer as ConvolutionCase["spec"], [groups * inDepth, ...lengths], rows, seed, value);
      } catch (error) {
        // The kernel does not fit, or the padding cuts all off.
        if (error instanceof ShapeMismatchError) return undefined;
        throw error;
      }
    })
    .filter((made) => made !== undefined);
}

function caseOf(
  spec: ConvolutionCase["spec"],
  inputShape: readonly number[],
  rows: number,
  seed: number,
  value: (u: number) => number,
): ConvolutionCase {
  const [layer] = resolveLayers(sequential({ inputShape, layers: [spec] }));
  let start = 0;
  const numbers = (count: number): Float32Array => {
    start += 100_000;
    return uniform(keyFromSeed(seed), count, start).map(value);
  };
  return {
    layer: layer!,
    spec,
    rows,
    input: numbers(rows * shapeSize(inputShape)),
    outputGradient: numbers(rows * shapeSize(layer!.outputShape)),
    parameters: Object.fromEntries(layer!.parameters.map(({ role, shape }) => [role, numbers(shapeSize(shape))])),
  };
}

/** The reference kernel's output. */
export function outputOf({ layer, rows, input, parameters }: ConvolutionCase): Float32Array {
  return layerKernel(layer, typescriptKernels()).forward(input, rows, {
    parameters,
    buffers: {},
    masks: undefined,
    training: true,
  }).output;
}

/** The reference kernel's gradients; rows from `first` to before `end`. */
export function gradientsOf(
  { layer, rows, input, outputGradient, parameters }: ConvolutionCase,
  { first = 0, end = rows, sums = {} }: { first?: number; end?: number; sums?: NamedArrays } = {},
): LayerGradients {
  const part = (values: Float32Array): Float32Array =>
    values.subarray((first * values.length) / rows, (end * values.length) / rows);
  const activation = { input: part(input), output: new Float32Array(0), rows: end - first, saved: undefined };
  return layerKernel(layer, typescriptKernels()).backward(part(outputGradient), activation, {
    parameters,
    sums,
    needsInputGradient: true,
  });
}
