import type { ConvolutionCase } from "./convolution-case.ts";

const f32 = Math.fround;

/** What a convolution must give, written down from the specification: no matrices, no runs, one element at a time. */
export interface Expected {
  readonly output: Float32Array;
  readonly input: Float32Array;
  readonly weight: Float32Array;
  readonly bias: Float32Array;
}

/** CNV-4 to CNV-6: every product and sum rounded, in the order of the clauses. */
export function definition({ layer, spec, rows, input, outputGradient, parameters }: ConvolutionCase): Expected {
  const transposed = spec.kind === "conv-transpose1d" || spec.kind === "conv-transpose2d";
  const [fieldShape, responseShape] = transposed
    ? [layer.outputShape, layer.inputShape]
    : [layer.inputShape, layer.outputShape];
  const [fieldChannels = 0, ...field] = fieldShape;
  const [responseChannels = 0, ...places] = responseShape;
  const { groups, kernelSize, stride, dilation } = spec;
  const padding =
    spec.padding === "same"
      ? kernelSize.map((length, axis) => Math.floor((dilation[axis]! * (length - 1)) / 2))
      : spec.padding;
  const [fieldDepth, responseDepth] = [fieldChannels / groups, responseChannels / groups];
  const [kernels, positions, elements] = [placesBelow(kernelSize), placesBelow(places), placesBelow(field)];
  const weight = parameters["weight"]!;

  /** Index within a channel of the field that kernel element k meets at position p; -1 in the padding. */
  const met = (p: readonly number[], k: readonly number[]): number => {
    let index = 0;
    for (const [axis, length] of field.entries()) {
      const at = p[axis]! * stride[axis]! - padding[axis]! + k[axis]! * dilation[axis]!;
      if (at < 0 || at >= length) return -1;
      index = index * length + at;
    }
    return index;
  };
  const meetings = kernels.map((k) => positions.map((p) => met(p, k)));
  const weightAt = (o: number, c: number, k: number): number =>
    weight[(o * fieldDepth + (c % fieldDepth)) * kernels.length + k]!;
  const groupOf = (channel: number, depth: number): number => Math.floor(channel / depth);

  const respond = (x: Float32Array): Float32Array =>
    fill([rows, responseChannels, positions.length], (row, o, p) => {
      let sum = 0;
      for (let c = groupOf(o, responseDepth) * fieldDepth; c < (groupOf(o, responseDepth) + 1) * fieldDepth; c++) {
        for (let k = 0; k < kernels.length; k++) {
          const at = meetings[k]![p]!;
          const value = at < 0 ? 0 : x[(row * fieldChannels + c) * elements.length + at]!;
          sum = f32(sum + f32(weightAt(o, c, k) * value));
        }
      }
      return sum;
    });
  const project = (g: Float32Array): Float32Array =>
    fill([rows, fieldChannels, elements.length], (row, c, at) => {
      let sum = 0;
      for (let k = 0; k < kernels.length; k++) {
        const p = meetings[k]!.indexOf(at);
        if (p < 0) continue;
        let inner = 0;
        for (let o = groupOf(c, fieldDepth) * responseDepth; o < (groupOf(c, fieldDepth) + 1) * responseDepth; o++) {
          inner = f32(inner + f32(weightAt(o, c, k) * g[(row * responseChannels + o) * positions.length + p]!));
        }
        sum = f32(sum + inner);
      }
      return sum;
    });
  const correlate = (g: Float32Array, x: Float32Array): Float32Array =>
    fill([responseChannels, fieldDepth, kernels.length], (o, depth, k) => {
      const c = groupOf(o, responseDepth) * fieldDepth + depth;
      let sum = 0;
      for (let row = 0; row < rows; row++) {
        for (let p = 0; p < positions.length; p++) {
          const at = meetings[k]![p]!;
          const value = at < 0 ? 0 : x[(row * fieldChannels + c) * elements.length + at]!;
          sum = f32(sum + f32(g[(row * responseChannels + o) * positions.length + p]! * value));
        }
      }
      return sum;
    });

  const outputs = outputGradient.length / rows / spec.outChannels;
  const channelOf = (index: number): number => Math.floor(index / outputs) % spec.outChannels;
  const bias = new Float32Array(spec.outChannels);
  for (const [index, g] of outputGradient.entries()) bias[channelOf(index)] = bias[channelOf(index)]! + g;
  const sums = transposed ? project(input) : respond(input);
  const addend = parameters["bias"];
  return {
    output: addend === undefined ? sums : sums.map((sum, index) => f32(sum + addend[channelOf(index)]!)),
    input: transposed ? respond(outputGradient) : project(outputGradient),
    weight: transposed ? correlate(input, outputGradient) : correlate(outputGradient, input),
    bias,
  };
}

/** All coordinates below `lengths`, row-major. */
function placesBelow(lengths: readonly number[]): readonly (readonly number[])[] {
  return lengths.reduce<readonly (readonly number[])[]>(
    (places, length) => places.flatMap((place) => Array.from({ length }, (_, index) => [...place, index])),
    [[]],
  );
}

function fill(
  [first, second, third]: readonly [number, number, number],
  value: (a: number, b: number, c: number) => number,
): Float32Array {
  return Float32Array.from({ length: first * second * third }, (_, index) =>
    value(Math.floor(index / (second * third)), Math.floor(index / third) % second, index % third),
  );
}
