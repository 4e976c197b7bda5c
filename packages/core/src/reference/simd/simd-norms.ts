import type { NormLines } from "../kernels/norm-lines.ts";
import type { NormLoops } from "../kernels/norm-loops.ts";
import type { KernelRunner } from "./kernel-runner.ts";
import { newDoubles, placeDoubles } from "./simd-doubles.ts";
import { place, takeBack } from "./simd-matmul.ts";

const FLOAT = Float32Array.BYTES_PER_ELEMENT;
/** Lines that are computed together. */
const BLOCK = 4;

/** The loops of norms in vectors of two f64. What does not fit in the memory is left to `others`. */
export function simdNorms(runner: KernelRunner, others: NormLoops): NormLoops {
  const { arena } = runner;
  const blocks = ({ lines }: NormLines): number => Math.ceil(lines / BLOCK);
  /** About eight operations with a value, in four lines. */
  const cost = ({ runs, run }: NormLines): number => 8 * BLOCK * runs * run;

  return {
    lineStatistics(values, form, epsilon) {
      const [mean, variance, scale] = [1, 2, 3].map(() => newDoubles(runner, form.lines));
      return arena.borrow(() => {
        const from = place(runner, values);
        if (from === undefined || mean === undefined || variance === undefined || scale === undefined) {
          return others.lineStatistics(values, form, epsilon);
        }
        const addresses = [mean.byteOffset, variance.byteOffset, scale.byteOffset];
        runner.run("lineStatistics", [from, ...inBytes(form), ...addresses, epsilon], blocks(form), cost(form));
        return { mean, variance, scale };
      });
    },
    normalizeLines(values, form, { mean, scale }, weight, bias) {
      const output = arena.floats(values.length);
      const normalized = arena.borrow(() => {
        const addresses = known([
          place(runner, values),
          placeDoubles(runner, mean),
          placeDoubles(runner, scale),
          place(runner, weight),
          place(runner, bias),
        ]);
        if (output === undefined || addresses === undefined) return undefined;
        const [from, means, scales, weights, biases] = addresses;
        runner.run(
          "normalizeLines",
          [from!, output.byteOffset, ...inBytes(form), means!, scales!, weights!, ...weightsInBytes(form), biases!],
          blocks(form),
          cost(form),
        );
        return output;
      });
      // Outside of what is borrowed, here and below: the result stays.
      return normalized ?? others.normalizeLines(values, form, { mean, scale }, weight, bias);
    },
    normGradientSums(gradient, values, form, { mean, scale }, weight) {
      const [plain, product] = [newDoubles(runner, form.lines), newDoubles(runner, form.lines)];
      return arena.borrow(() => {
        const addresses = known([
          place(runner, gradient),
          place(runner, values),
          placeDoubles(runner, mean),
          placeDoubles(runner, scale),
          place(runner, weight),
        ]);
        if (plain === undefined || product === undefined || addresses === undefined) {
          return others.normGradientSums(gradient, values, form, { mean, scale }, weight);
        }
        const [g, x, ...rest] = addresses;
        runner.run(
          "normGradientSums",
          [g!, x!, ...inBytes(form), ...rest, ...weightsInBytes(form), plain.byteOffset, product.byteOffset],
          blocks(form),
          cost(form),
        );
        return { plain, product };
      });
    },
    normGradient(gradient, values, form, { mean, scale }, weight, sums, factor) {
      const result = arena.floats(values.length);
      const computed = arena.borrow(() => {
        const addresses = known([
          place(runner, gradient),
          place(runner, values),
          placeDoubles(runner, mean),
          placeDoubles(runner, scale),
          place(runner, weight),
          placeDoubles(runner, sums.plain),
          placeDoubles(runner, sums.product),
          placeDoubles(runner, factor),
        ]);
        if (result === undefined || addresses === undefined) return undefined;
        const [g, x, means, scales, weights, ...rest] = addresses;
        runner.run(
          "normGradient",
          [g!, x!, result.byteOffset, ...inBytes(form), means!, scales!, weights!, ...weightsInBytes(form), ...rest],
          blocks(form),
          2 * cost(form),
        );
        return result;
      });
      return computed ?? others.normGradient(gradient, values, form, { mean, scale }, weight, sums, factor);
    },
    normParameterSums(gradient, values, form, linesPerRow, { mean, scale }, ofWeight, ofBias) {
      arena.borrow(() => {
        const addresses = known([
          place(runner, gradient),
          place(runner, values),
          placeDoubles(runner, mean),
          placeDoubles(runner, scale),
          place(runner, ofWeight),
          place(runner, ofBias),
        ]);
        if (addresses === undefined) {
          others.normParameterSums(gradient, values, form, linesPerRow, { mean, scale }, ofWeight, ofBias);
          return;
        }
        const [g, x, means, scales, toWeight, toBias] = addresses;
        const { weightPeriod: period, run, runs } = form;
        const own = parameterLines(form, ofWeight.length);
        runner.run(
          "normParameterSums",
          [g!, x!, ...inBytes(own), means!, scales!, period, runs, linesPerRow / period, toWeight!, toBias!],
          blocks(own),
          cost({ ...own, run }),
        );
        takeBack(runner, ofWeight, toWeight!);
        takeBack(runner, ofBias, toBias!);
      });
    },
  };
}

/** The lines of values that share a parameter, in the order of parameters. */
function parameterLines(form: NormLines, parameters: number): NormLines {
  const { lines, weightPeriod, run } = form;
  return { ...form, lines: parameters, lineStride: run, runs: lines / weightPeriod, runStride: parameters * run };
}

function inBytes({ lines, lineStride, runs, runStride, run }: NormLines): number[] {
  return [lines, lineStride * FLOAT, runs, runStride * FLOAT, run];
}

function weightsInBytes({ weightPeriod, weightLineStride, weightRunStride }: NormLines): number[] {
  return [weightPeriod, weightLineStride * FLOAT, weightRunStride * FLOAT];
}

function known(addresses: readonly (number | undefined)[]): number[] | undefined {
  const found = addresses.filter((address) => address !== undefined);
  return found.length === addresses.length ? found : undefined;
}
