import fc from "fast-check";
import type { NormLines } from "../../../src/reference/kernels/norm-lines.ts";
import { bitsOfDoubles, expectSameBits, type KernelLaw } from "../both-kernels.ts";
import { floats } from "../special-numbers.ts";

/** Lines as batch norm has them, and as layer norm and group norm do. */
interface NormCase {
  readonly form: NormLines;
  readonly weights: number;
  /** 0 for batch norm, which has sums of lines in place of those of parameters. */
  readonly linesPerRow: number;
}

const length = fc.integer({ min: 1, max: 7 });

const batchNorm: fc.Arbitrary<NormCase> = fc
  .record({ rows: length, channels: fc.integer({ min: 1, max: 11 }), positions: length })
  .map(({ rows, channels, positions }) => ({
    form: {
      lines: channels,
      lineStride: positions,
      runs: rows,
      runStride: channels * positions,
      run: positions,
      weightPeriod: channels,
      weightLineStride: 1,
      weightRunStride: 0,
    },
    weights: channels,
    linesPerRow: 0,
  }));

const segmentNorm: fc.Arbitrary<NormCase> = fc
  .record({ rows: length, perRow: length, runs: length, shared: length, isGroups: fc.boolean() })
  .map(({ rows, perRow, runs, shared, isGroups }) => ({
    form: {
      lines: rows * perRow,
      lineStride: runs * shared,
      runs,
      runStride: shared,
      run: shared,
      weightPeriod: isGroups ? perRow : 1,
      weightLineStride: runs,
      weightRunStride: 1,
    },
    weights: isGroups ? perRow * runs : runs,
    linesPerRow: perRow,
  }));

/** Statistics, outputs and gradients of norms. */
export const normLaw: KernelLaw = (kernels) => {
  const cases = fc.oneof(batchNorm, segmentNorm).chain((norm) => {
    const size = norm.form.lines * norm.form.runs * norm.form.run;
    return fc.record({
      norm: fc.constant(norm),
      values: floats(size),
      gradient: floats(size),
      weight: floats(norm.weights),
      bias: floats(norm.weights),
    });
  });
  fc.assert(
    fc.property(cases, ({ norm: { form, linesPerRow }, values, gradient, weight, bias }) => {
      expectSameBits(kernels, [values, gradient, weight, bias], (own, [x, g, w, b]) => {
        const { mean, variance, scale } = own.lineStatistics(x!, form, 1e-5);
        const statistics = { mean, scale };
        const output = own.normalizeLines(x!, form, statistics, w!, b!);
        const sums = own.normGradientSums(g!, x!, form, statistics, w!);
        const results = [output, own.normGradient(g!, x!, form, statistics, w!, sums, scale)];
        if (linesPerRow > 0) own.normParameterSums(g!, x!, form, linesPerRow, statistics, w!, b!);
        return [...results, ...[mean, variance, scale, sums.plain, sums.product].map(bitsOfDoubles)];
      });
    }),
    { numRuns: 300 },
  );
};
