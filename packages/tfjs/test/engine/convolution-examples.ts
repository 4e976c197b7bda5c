import { conv1d, conv2d, conv3d, convTranspose1d, convTranspose2d, type LayerSpec, type Shape } from "@lockstep/core";

import { drawIntegers } from "./draw-integers.ts";

export type ConvolutionSpec = Extract<LayerSpec, { readonly kind: `conv${string}` }>;

/** A convolution and the rows that it is given. */
export interface ConvolutionExample {
  readonly name: string;
  readonly spec: ConvolutionSpec;
  readonly inputShape: Shape;
}

/** Convolutions of every kind with all their options. */
export const CONVOLUTION_EXAMPLES: readonly ConvolutionExample[] = [
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

/** Geometries of a convolution over so many axes, small and odd, with all options at once. */
function examples(axes: 1 | 2 | 3, transposed: boolean, count: number): readonly ConvolutionExample[] {
  const draw = drawIntegers(axes + (transposed ? 10 : 0));
  const each = (low: number, high: number): number[] => Array.from({ length: axes }, () => draw(low, high));
  const made: ConvolutionExample[] = [];
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
