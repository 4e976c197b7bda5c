import { shapeSize, type NamedTensors, type Shape, type Tensor } from "@lockstep/core";

import type { ConvolutionSpec } from "./convolution-examples.ts";

/** y, term by term: each x[c] meets each element of the kernel at one place at most. */
export function convolutionLaw(
  spec: ConvolutionSpec,
  x: Tensor,
  { weight, bias }: NamedTensors,
  outputShape: Shape,
): Float64Array {
  const rows = x.shape[0]!;
  const transposed = spec.kind.startsWith("conv-transpose");
  const [outChannels, ...outLengths] = outputShape as [number, ...number[]];
  const [channels, ...lengths] = x.shape.slice(1) as [number, ...number[]];
  const before = spec.kernelSize.map((kernel, axis) =>
    spec.padding === "same" ? Math.floor((spec.dilation[axis]! * (kernel - 1)) / 2) : spec.padding[axis]!,
  );
  const [inGroup, outGroup] = [channels / spec.groups, outChannels / spec.groups];
  const y = new Float64Array(rows * shapeSize(outputShape));
  for (const [index] of y.entries())
    y[index] = bias?.data[Math.floor(index / shapeSize(outLengths)) % outChannels] ?? 0;
  for (let row = 0; row < rows; row++) {
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
