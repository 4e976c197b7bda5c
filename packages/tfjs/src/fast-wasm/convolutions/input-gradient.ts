import type { TensorInfo } from "@tensorflow/tfjs-core";
import { floatsOf, sizeOf, type WasmBackend } from "../wasm-backend.ts";
import { withIntermediates } from "../with-intermediates.ts";
import { type AxisPhase, axisPhases } from "./axis-phases.ts";
import type { SlidingAxis } from "./sliding-axis.ts";

/** A convolution's gradient by its input, told as the dense convolutions it consists of. */
export interface InputGradient {
  readonly backend: WasmBackend;
  /** The shape of the input, NHWC. */
  readonly shape: readonly [number, number, number, number];
  readonly axes: readonly [SlidingAxis, SlidingAxis];
  /** The filter, its two first axes the taps. */
  readonly filter: TensorInfo;
  /** The shape that the filter of a convolution takes behind its two first axes. */
  readonly filterShape: readonly [number, number];
  /** Convolves the gradient of the outputs, without strides. */
  readonly convolve: (filter: TensorInfo, attributes: DenseAttributes) => TensorInfo;
}

interface DenseAttributes {
  readonly strides: number;
  readonly dilations: [number, number];
  readonly pad: [[0, 0], [number, number], [number, number], [0, 0]];
  readonly dataFormat: "NHWC";
}

/** Computes a convolution's gradient by its input: each phase of both axes by a dense convolution, put where it belongs. */
export function inputGradient(gradient: InputGradient): TensorInfo {
  const { backend, shape, axes } = gradient;
  const [rows, columns] = [axisPhases(axes[0]), axisPhases(axes[1])];
  const only = rows.length === 1 && columns.length === 1 ? computePhase(gradient, rows[0]!, columns[0]!) : undefined;
  if (only !== undefined && sizeOf(only.shape) === sizeOf(shape)) return only;
  const dx = backend.makeOutput(shape, "float32");
  // Inputs that no output reads have no gradient.
  floatsOf(backend, dx).fill(0);
  for (const row of rows) {
    for (const column of columns) {
      const part = only ?? computePhase(gradient, row, column);
      if (part === undefined) continue;
      place(gradient, dx, part, row, column);
      backend.disposeData(part.dataId);
    }
  }
  return dx;
}

/** The gradients of one phase of the rows and one of the columns; undefined if no tap reaches them. */
function computePhase(gradient: InputGradient, row: AxisPhase, column: AxisPhase): TensorInfo | undefined {
  if (row.taps.length === 0 || column.taps.length === 0) return undefined;
  const { backend, convolve } = gradient;
  return withIntermediates(backend, (own) =>
    convolve(own(pickTaps(gradient, row.taps, column.taps)), {
      strides: 1,
      dilations: [row.dilation, column.dilation],
      pad: [[0, 0], [...row.padding], [...column.padding], [0, 0]],
      dataFormat: "NHWC",
    }),
  );
}

/** The filter of some taps of both axes, in the order given. */
function pickTaps(gradient: InputGradient, rows: readonly number[], columns: readonly number[]): TensorInfo {
  const { backend, axes, filter, filterShape } = gradient;
  const picked = backend.makeOutput([rows.length, columns.length, ...filterShape], "float32");
  const [from, to] = [floatsOf(backend, filter), floatsOf(backend, picked)];
  const size = sizeOf(filterShape);
  rows.forEach((row, i) => {
    columns.forEach((column, j) => {
      const start = (row * axes[1].taps + column) * size;
      to.set(from.subarray(start, start + size), (i * columns.length + j) * size);
    });
  });
  return picked;
}

function place(gradient: InputGradient, dx: TensorInfo, part: TensorInfo, row: AxisPhase, column: AxisPhase): void {
  const { backend, shape, axes } = gradient;
  const [batch, height, width, channels] = shape;
  const [, partHeight, partWidth] = part.shape as [number, number, number];
  const [from, to] = [floatsOf(backend, part), floatsOf(backend, dx)];
  for (let image = 0; image < batch; image++) {
    for (let i = 0; i < row.count; i++) {
      let source = ((image * partHeight + row.skip + i) * partWidth + column.skip) * channels;
      const line = (image * height + row.first + i * axes[0].stride) * width + column.first;
      for (let j = 0; j < column.count; j++) {
        const target = (line + j * axes[1].stride) * channels;
        for (let channel = 0; channel < channels; channel++) to[target + channel] = from[source++]!;
      }
    }
  }
}
