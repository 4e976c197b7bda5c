import { expInDouble } from "../../numeric/exp.ts";

/** Lines along an axis of a row-major array: neighbours in a line are `stride` apart. */
export interface AxisLines {
  readonly length: number;
  readonly stride: number;
}

/** Of each line x its maximum m (NaN if one is) and Σ e^(x - m). */
interface ExponentialSums {
  readonly maxima: Float64Array;
  readonly sums: Float64Array;
}

/** The loops of softmax along an axis, in f64, sums in index order, rounded once. */
export interface AxisLoops {
  /** e^(x_i - m) / Σ_j e^(x_j - m) */
  softmaxOfLines(values: Float32Array, lines: AxisLines): Float32Array;
  /** y_i·(g_i - Σ_j g_j·y_j) */
  softmaxGradient(gradient: Float32Array, output: Float32Array, lines: AxisLines): Float32Array;
  exponentialSums(values: Float32Array, lines: AxisLines): ExponentialSums;
  /** (x_i - m) - the logarithm of a line */
  logSoftmaxOfLines(
    values: Float32Array,
    lines: AxisLines,
    maxima: Float64Array,
    logarithms: Float64Array,
  ): Float32Array;
  /** g_i - e^(y_i)·Σ_j g_j */
  logSoftmaxGradient(gradient: Float32Array, output: Float32Array, lines: AxisLines): Float32Array;
}

/** The first element of a line. */
function startOf(line: number, { length, stride }: AxisLines): number {
  return line + Math.floor(line / stride) * stride * (length - 1);
}

/**
 * The loops of softmax in TypeScript.
 *
 * @param floats where results are put.
 */
export function axisLoops(floats: (length: number) => Float32Array): AxisLoops {
  return {
    softmaxOfLines(values, lines) {
      const { length, stride } = lines;
      const output = floats(values.length);
      const shares = new Float64Array(length);
      for (let line = 0; line < values.length / length; line++) {
        const start = startOf(line, lines);
        const maximum = maximumOf(values, start, lines);
        let sum = 0;
        for (let index = 0; index < length; index++) {
          const share = expInDouble(values[start + index * stride]! - maximum);
          shares[index] = share;
          sum += share;
        }
        for (let index = 0; index < length; index++) output[start + index * stride] = shares[index]! / sum;
      }
      return output;
    },
    softmaxGradient(gradient, output, lines) {
      const { length, stride } = lines;
      const result = floats(output.length);
      for (let line = 0; line < output.length / length; line++) {
        const start = startOf(line, lines);
        const end = start + length * stride;
        let sum = 0;
        for (let place = start; place < end; place += stride) sum += gradient[place]! * output[place]!;
        for (let place = start; place < end; place += stride) result[place] = output[place]! * (gradient[place]! - sum);
      }
      return result;
    },
    exponentialSums(values, lines) {
      const { length, stride } = lines;
      const maxima = new Float64Array(values.length / length);
      const sums = new Float64Array(maxima.length);
      for (let line = 0; line < maxima.length; line++) {
        const start = startOf(line, lines);
        const maximum = maximumOf(values, start, lines);
        let sum = 0;
        for (let index = 0; index < length; index++) sum += expInDouble(values[start + index * stride]! - maximum);
        maxima[line] = maximum;
        sums[line] = sum;
      }
      return { maxima, sums };
    },
    logSoftmaxOfLines(values, lines, maxima, logarithms) {
      const { length, stride } = lines;
      const output = floats(values.length);
      for (let line = 0; line < maxima.length; line++) {
        const start = startOf(line, lines);
        for (let place = start; place < start + length * stride; place += stride) {
          output[place] = values[place]! - maxima[line]! - logarithms[line]!;
        }
      }
      return output;
    },
    logSoftmaxGradient(gradient, output, lines) {
      const { length, stride } = lines;
      const result = floats(output.length);
      for (let line = 0; line < output.length / length; line++) {
        const start = startOf(line, lines);
        const end = start + length * stride;
        let sum = 0;
        for (let place = start; place < end; place += stride) sum += gradient[place]!;
        for (let place = start; place < end; place += stride) {
          result[place] = gradient[place]! - expInDouble(output[place]!) * sum;
        }
      }
      return result;
    },
  };
}

function maximumOf(values: Float32Array, start: number, { length, stride }: AxisLines): number {
  let largest = values[start]!;
  for (let index = 1; index < length; index++) {
    const value = values[start + index * stride]!;
    if (value > largest || Number.isNaN(value)) largest = value;
  }
  return largest;
}
