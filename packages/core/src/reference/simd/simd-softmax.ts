import type { AxisLines, AxisLoops } from "../kernels/axis-loops.ts";
import type { KernelName, KernelRunner } from "./kernel-runner.ts";
import { newDoubles, placeDoubles } from "./simd-doubles.ts";
import { place } from "./simd-matmul.ts";

const FLOAT = Float32Array.BYTES_PER_ELEMENT;
const DOUBLE = Float64Array.BYTES_PER_ELEMENT;
/** Lines that are computed together. */
const BLOCK = 4;
/** What e^x costs, in multiplications. */
const EXP = 16;

/** The loops of softmax in vectors of two f64. What does not fit in the memory is left to `others`. */
export function simdSoftmax(runner: KernelRunner, others: AxisLoops): AxisLoops {
  const { arena, threads } = runner;

  function run(
    kernel: KernelName,
    arrays: readonly number[],
    size: number,
    { length, stride }: AxisLines,
    rest: readonly number[],
    cost: number,
  ): void {
    const lines = size / length;
    const form = [lines, 0, length, stride * FLOAT, 1, stride, stride * (length - 1)];
    runner.run(kernel, [...arrays, ...form, ...rest], Math.ceil(lines / BLOCK), cost * BLOCK * length);
  }

  /** A kernel of a gradient, the output and the gradient that comes of them; whether there was room. */
  function runGradient(
    kernel: "softmaxGradient" | "logSoftmaxGradient",
    gradient: Float32Array,
    output: Float32Array,
    lines: AxisLines,
  ): Float32Array | undefined {
    const result = arena.floats(output.length);
    return arena.borrow(() => {
      const [g, y] = [place(runner, gradient), place(runner, output)];
      if (g === undefined || y === undefined || result === undefined) return undefined;
      run(kernel, [g, y, result.byteOffset], output.length, lines, [], kernel === "softmaxGradient" ? 4 : EXP);
      return result;
    });
  }

  return {
    softmaxOfLines(values, lines) {
      const output = arena.floats(values.length);
      const scratchSize = lines.length * BLOCK * DOUBLE;
      const result = arena.borrow(() => {
        const [from, scratch] = [place(runner, values), arena.bytes(threads * scratchSize)];
        if (output === undefined || from === undefined || scratch === undefined) return undefined;
        run("softmaxOfLines", [from, output.byteOffset], values.length, lines, [scratch, scratchSize], EXP);
        return output;
      });
      // Outside of what is borrowed, here and below: the result stays.
      return result ?? others.softmaxOfLines(values, lines);
    },
    softmaxGradient: (gradient, output, lines) =>
      runGradient("softmaxGradient", gradient, output, lines) ?? others.softmaxGradient(gradient, output, lines),
    exponentialSums(values, lines) {
      const count = values.length / lines.length;
      const [maxima, sums] = [newDoubles(runner, count), newDoubles(runner, count)];
      return arena.borrow(() => {
        const from = place(runner, values);
        if (maxima === undefined || sums === undefined || from === undefined) {
          return others.exponentialSums(values, lines);
        }
        run("exponentialSums", [from], values.length, lines, [maxima.byteOffset, sums.byteOffset], EXP);
        return { maxima, sums };
      });
    },
    logSoftmaxOfLines(values, lines, maxima, logarithms) {
      const output = arena.floats(values.length);
      const result = arena.borrow(() => {
        const from = place(runner, values);
        const [ofMaxima, ofLogarithms] = [placeDoubles(runner, maxima), placeDoubles(runner, logarithms)];
        if (output === undefined || from === undefined || ofMaxima === undefined || ofLogarithms === undefined) {
          return undefined;
        }
        run("logSoftmaxOfLines", [from, output.byteOffset], values.length, lines, [ofMaxima, ofLogarithms], 4);
        return output;
      });
      return result ?? others.logSoftmaxOfLines(values, lines, maxima, logarithms);
    },
    logSoftmaxGradient: (gradient, output, lines) =>
      runGradient("logSoftmaxGradient", gradient, output, lines) ?? others.logSoftmaxGradient(gradient, output, lines),
  };
}
