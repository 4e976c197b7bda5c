import {
  conv1d,
  conv2d,
  conv3d,
  convTranspose1d,
  convTranspose2d,
  shapeSize,
  tensor,
  type LayerSpec,
  type NamedTensors,
  type Shape,
  type Tensor,
} from "@lockstep/core";
import type { ResolvedLayer } from "@lockstep/core/engine";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";

import { BACKENDS, startBackend } from "../start-backend.ts";
import { drawIntegers } from "./draw-integers.ts";
import { aloneLayer, runLayer } from "./run-layer.ts";
import { seededTensor } from "./seeded-tensor.ts";

const ROWS = 2;
/** Of the sums' largest possible value: up to 500 products of f32, each rounded. */
const TOLERANCE = 3e-5;

interface Example {
  readonly name: string;
  readonly spec: Convolution;
  readonly inputShape: Shape;
}
type Convolution = Extract<LayerSpec, { readonly kind: `conv${string}` }>;

/** Geometries of a convolution over so many axes, small and odd, with all options at once. */
function examples(axes: 1 | 2 | 3, transposed: boolean, count: number): readonly Example[] {
  const draw = drawIntegers(axes + (transposed ? 10 : 0));
  const each = (low: number, high: number): number[] => Array.from({ length: axes }, () => draw(low, high));
  const made: Example[] = [];
  while (made.length < count) {
    const groups = draw(1, 3);
    const [channels, outChannels] = [groups * draw(1, 2), groups * draw(1, 2)];
    const lengths = each(1, 7);
    const [kernelSize, stride, dilation, padding] = [each(1, 3), each(1, 3), each(1, 3), each(0, 2)];
    const outputPadding = stride.map((step, axis) => draw(0, Math.max(step, dilation[axis]!) - 1));
    const options = { kernelSize, stride, dilation, padding, groups, bias: draw(0, 1) === 1 };
    const inputShape = [channels, ...lengths];
    const fits = transposed
      ? lengths.every((n, i) => (n - 1) * stride[i]! - 2 * padding[i]! + dilation[i]! * (kernelSize[i]! - 1) >= 0)
      : lengths.every((n, i) => n + 2 * padding[i]! > dilation[i]! * (kernelSize[i]! - 1));
    if (!fits) continue;
    const make = transposed ? [convTranspose1d, convTranspose2d][axes - 1] : [conv1d, conv2d, conv3d][axes - 1];
    const spec = make!(outChannels, (transposed ? { ...options, outputPadding } : options) as never);
    made.push({
      name: JSON.stringify({ inputShape, outChannels, ...options, ...(transposed && { outputPadding }) }),
      spec,
      inputShape,
    });
  }
  return made;
}

const EXAMPLES: readonly Example[] = [
  ...examples(1, false, 12),
  ...examples(2, false, 20),
  ...examples(3, false, 10),
  ...examples(1, true, 12),
  ...examples(2, true, 20),
  {
    name: "an even kernel padded to the same length",
    spec: conv2d(2, { kernelSize: [4, 2], padding: "same" }),
    inputShape: [2, 5, 4],
  },
  {
    name: "a depthwise one with several responses",
    spec: conv2d(6, { kernelSize: 3, padding: 1, stride: 2, groups: 3 }),
    inputShape: [3, 6, 5],
  },
];

describe.each(BACKENDS)("convolutions on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  test.each(EXAMPLES)(
    "$spec.kind has the sums of its definition, and gradients that are adjoint: $name",
    async ({ spec, inputShape }) => {
      const before = tf.memory().numTensors;
      const layer = aloneLayer(spec, inputShape);
      const [x, otherX] = [1, 2].map((seed) => seededTensor(seed, [ROWS, ...inputShape], -1, 1)) as [Tensor, Tensor];
      const [parameters, others] = [3, 5].map((seed) => seededParameters(layer, seed)) as [NamedTensors, NamedTensors];
      const g = seededTensor(7, [ROWS, ...layer.outputShape], -1, 1);
      const { output, inputGradient, parameterGradients } = await runLayer(layer, x, g, parameters);

      expect(output.shape).toEqual(g.shape);
      const scale = shapeSize(parameters["weight"]!.shape.slice(1)) + 1;
      expectClose(output.data, definition(spec, x, parameters, layer.outputShape), TOLERANCE * scale);

      // y is linear in x and in (W, b): <g, y> of another x or other parameters is a product with the gradient.
      const [noBias, noWeight] = [{ weight: parameters["weight"]! }, { weight: zeros(parameters["weight"]!.shape) }];
      const bound = TOLERANCE * Math.sqrt(g.data.length) * scale;
      const along = dot(g.data, definition(spec, otherX, noBias, layer.outputShape));
      expect(Math.abs(dot(inputGradient.data, otherX.data) - along)).toBeLessThan(bound);
      const ofWeight = dot(g.data, definition(spec, x, { weight: others["weight"]! }, layer.outputShape));
      expect(Math.abs(dot(parameterGradients["weight"]!.data, others["weight"]!.data) - ofWeight)).toBeLessThan(bound);
      expect(Object.keys(parameterGradients)).toEqual(Object.keys(parameters));
      if (spec.bias) {
        const ofBias = dot(g.data, definition(spec, x, { ...noWeight, bias: others["bias"]! }, layer.outputShape));
        expect(Math.abs(dot(parameterGradients["bias"]!.data, others["bias"]!.data) - ofBias)).toBeLessThan(bound);
      }
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  test("take strides together with dilations, which tf.conv2d refuses", async () => {
    const layer = aloneLayer(conv2d(1, { kernelSize: 2, stride: 2, dilation: 2, bias: false }), [1, 5, 5]);
    const input = tensor(
      [1, 1, 5, 5],
      Float32Array.from({ length: 25 }, (_, index) => index),
    );
    const weight = tensor([1, 1, 2, 2], Float32Array.of(1, 10, 100, 1000));
    const { output } = await runLayer(layer, input, tensor([1, 1, 2, 2], new Float32Array(4)), { weight });
    // Rows 0, 2 and 4 and columns 0, 2 and 4: 0 2 4 / 10 12 14 / 20 22 24.
    expect([...output.data]).toEqual([13020, 15242, 24130, 26352]);
    const square = tf.ones<tf.Rank.R4>([1, 5, 5, 1]);
    const filter = tf.ones<tf.Rank.R4>([2, 2, 1, 1]);
    expect(() => tf.conv2d(square, filter, 2, "valid", "NHWC", 2)).toThrow("Either strides or dilations must be 1");
    tf.dispose([square, filter]);
  });

  test("the zeros of the padding are multiplied, where tf.conv2d skips them on cpu", async () => {
    const layer = aloneLayer(conv1d(1, { kernelSize: 3, padding: 1, bias: false }), [1, 3]);
    const weight = tensor([1, 1, 3], Float32Array.of(Infinity, 1, 1));
    const input = tensor([1, 1, 3], Float32Array.of(1, 2, 3));
    const { output } = await runLayer(layer, input, input, { weight });
    // ∞·0 + 1 + 2, where the window begins in the padding.
    expect([...output.data]).toEqual([NaN, Infinity, Infinity]);
    const outer: [number, number] = [0, 0];
    const stock = tf.tidy(() => {
      const [row, filter] = [tf.tensor4d([1, 2, 3], [1, 1, 3, 1]), tf.tensor4d([Infinity, 1, 1], [1, 3, 1, 1])];
      return tf.conv2d(row, filter, 1, [outer, outer, [1, 1], outer]).dataSync();
    });
    expect([...stock]).toEqual(backend === "cpu" ? [3, Infinity, Infinity] : [NaN, Infinity, Infinity]);
  });
});

function zeros(shape: Shape): Tensor {
  return { shape, data: new Float32Array(shapeSize(shape)) };
}

function seededParameters({ parameters }: ResolvedLayer, seed: number): NamedTensors {
  return Object.fromEntries(
    parameters.map(({ role, shape }, index) => [role, seededTensor(seed + index, shape, -1, 1)]),
  );
}

/** y, term by term: each x[c] meets each element of the kernel at one place at most. */
function definition(spec: Convolution, x: Tensor, { weight, bias }: NamedTensors, outputShape: Shape): Float64Array {
  const transposed = spec.kind.startsWith("conv-transpose");
  const [outChannels, ...outLengths] = outputShape as [number, ...number[]];
  const [channels, ...lengths] = x.shape.slice(1) as [number, ...number[]];
  const before = spec.kernelSize.map((kernel, axis) =>
    spec.padding === "same" ? Math.floor((spec.dilation[axis]! * (kernel - 1)) / 2) : spec.padding[axis]!,
  );
  const [inGroup, outGroup] = [channels / spec.groups, outChannels / spec.groups];
  const y = new Float64Array(ROWS * shapeSize(outputShape));
  for (const [index] of y.entries())
    y[index] = bias?.data[Math.floor(index / shapeSize(outLengths)) % outChannels] ?? 0;
  for (let row = 0; row < ROWS; row++) {
    for (let o = 0; o < outChannels; o++) {
      for (let c = 0; c < channels; c++) {
        if (Math.floor(c / inGroup) !== Math.floor(o / outGroup)) continue;
        const first = transposed ? c * outGroup + (o % outGroup) : o * inGroup + (c % inGroup);
        for (const k of places(spec.kernelSize)) {
          const w = weight!.data[first * shapeSize(spec.kernelSize) + flat(k, spec.kernelSize)]!;
          // p is a position of the window, q the place that it meets with this element.
          for (const p of places(transposed ? lengths : outLengths)) {
            const q = p.map((at, axis) => at * spec.stride[axis]! - before[axis]! + k[axis]! * spec.dilation[axis]!);
            const [from, to] = transposed ? [p, q] : [q, p];
            if (q.some((at, axis) => at < 0 || at >= (transposed ? outLengths : lengths)[axis]!)) continue;
            const target = (row * outChannels + o) * shapeSize(outLengths) + flat(to, outLengths);
            y[target]! += w * x.data[(row * channels + c) * shapeSize(lengths) + flat(from, lengths)]!;
          }
        }
      }
    }
  }
  return y;
}

function places(lengths: readonly number[]): readonly (readonly number[])[] {
  let all: readonly (readonly number[])[] = [[]];
  for (const length of lengths) all = all.flatMap((place) => Array.from({ length }, (_, at) => [...place, at]));
  return all;
}

function flat(place: readonly number[], lengths: readonly number[]): number {
  return place.reduce((index, at, axis) => index * lengths[axis]! + at, 0);
}

function dot(left: ArrayLike<number>, right: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < left.length; index++) sum += left[index]! * right[index]!;
  return sum;
}

function expectClose(actual: Float32Array, expected: Float64Array, tolerance: number): void {
  const wrong = [...actual.entries()].filter(([index, value]) => !(Math.abs(value - expected[index]!) <= tolerance));
  expect(wrong.map(([index, value]) => `[${index}] is ${value}, not ${expected[index]}`)).toEqual([]);
}
