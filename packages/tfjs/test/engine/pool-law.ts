import { shapeSize, type Shape, type Tensor } from "@lockstep/core";

import type { PoolSpec } from "./pool-examples.ts";

/** What a pool gives. */
export interface PoolResult {
  readonly output: number[];
  readonly inputGradient: Float64Array;
}

/** y and dx by the law, POL-1 to POL-5, window by window. */
export function poolLaw(spec: PoolSpec, input: Tensor, outputGradient: Tensor): PoolResult {
  const windows = windowsOf(spec, input.shape.slice(2), outputGradient.shape.slice(2));
  return (spec.kind.includes("max") ? largest : means)(windows, input, outputGradient);
}

interface Window {
  /** Places in the channel, row-major. */
  readonly elements: readonly number[];
  readonly divisor: number;
}

/** The windows of the law, POL-1, POL-4 and POL-5, place by place. */
function windowsOf(spec: PoolSpec, spatial: Shape, counts: Shape): readonly Window[] {
  let windows: readonly Window[] = [{ elements: [0], divisor: 1 }];
  for (const [axis, length] of spatial.entries()) {
    const along = Array.from({ length: counts[axis] ?? 1 }, (_, index): Window =>
      alongAxis(spec, axis, length, counts[axis] ?? 1, index),
    );
    windows = windows.flatMap((outer) =>
      along.map((own) => ({
        elements: outer.elements.flatMap((place) => own.elements.map((element) => place * length + element)),
        divisor: outer.divisor * own.divisor,
      })),
    );
  }
  const fixed = "divisor" in spec ? spec.divisor : undefined;
  return fixed === undefined ? windows : windows.map((window) => ({ ...window, divisor: fixed }));
}

function alongAxis(spec: PoolSpec, axis: number, length: number, count: number, index: number): Window {
  if (!("kernelSize" in spec)) {
    const [start, end] = [Math.floor((index * length) / count), Math.ceil(((index + 1) * length) / count)];
    return { elements: Array.from({ length: end - start }, (_, place) => start + place), divisor: end - start };
  }
  const [kernel, padding] = [spec.kernelSize[axis]!, spec.padding[axis]!];
  const dilation = "dilation" in spec ? spec.dilation[axis]! : 1;
  const start = index * spec.stride[axis]! - padding;
  const elements = Array.from({ length: kernel }, (_, tap) => start + tap * dilation).filter(
    (at) => at >= 0 && at < length,
  );
  const counted = "countPadding" in spec && spec.countPadding;
  return { elements, divisor: counted ? Math.min(start + kernel, length + padding) - start : elements.length };
}

function largest(windows: readonly Window[], input: Tensor, g: Tensor): PoolResult {
  const size = shapeSize(input.shape.slice(2));
  const inputGradient = new Float64Array(input.data.length);
  const output = [...g.data].map((gradient, index) => {
    const channel = Math.floor(index / windows.length) * size;
    let chosen: number | undefined;
    for (const element of windows[index % windows.length]!.elements) {
      const value = input.data[channel + element]!;
      if (chosen === undefined || value > input.data[chosen]! || Number.isNaN(value)) chosen = channel + element;
    }
    inputGradient[chosen!]! += gradient;
    return input.data[chosen!]!;
  });
  return { output, inputGradient };
}

function means(windows: readonly Window[], input: Tensor, g: Tensor): PoolResult {
  const size = shapeSize(input.shape.slice(2));
  const inputGradient = new Float64Array(input.data.length);
  const output = [...g.data].map((gradient, index) => {
    const channel = Math.floor(index / windows.length) * size;
    const { elements, divisor } = windows[index % windows.length]!;
    for (const element of elements) inputGradient[channel + element]! += gradient / divisor;
    return elements.reduce((sum, element) => sum + input.data[channel + element]!, 0) / divisor;
  });
  return { output, inputGradient };
}
