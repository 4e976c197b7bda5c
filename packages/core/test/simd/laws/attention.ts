import fc from "fast-check";
import type { HeadMatrix } from "../../../src/reference/kernels/attention-loops.ts";
import { expectSameBits, type KernelLaw } from "../both-kernels.ts";
import { floats } from "../special-numbers.ts";

const length = fc.integer({ min: 1, max: 19 });
const few = fc.integer({ min: 1, max: 3 });

/** Heads side by side, [rows, lines, heads, columns]. */
function sideBySide(values: Float32Array, heads: number, lines: number, columns: number): HeadMatrix {
  const lineStride = heads * columns;
  return { values, start: 0, rowStride: lines * lineStride, headStride: columns, lineStride, columnStride: 1 };
}

/** Heads one after the other, [rows, heads, lines, columns]. */
function oneByOne(values: Float32Array, heads: number, lines: number, columns: number): HeadMatrix {
  const headStride = lines * columns;
  return { values, start: 0, rowStride: heads * headStride, headStride, lineStride: columns, columnStride: 1 };
}

function turned(matrix: HeadMatrix): HeadMatrix {
  return { ...matrix, lineStride: matrix.columnStride, columnStride: matrix.lineStride };
}

const forms = fc.record({
  rows: few,
  heads: few,
  lines: length,
  inner: length,
  columns: length,
  turnsA: fc.boolean(),
  turnsB: fc.boolean(),
  leavesOut: fc.constantFrom(undefined, "inner above", "inner below", "columns above"),
});

const products = forms.chain((form) => {
  const { rows, heads, lines, inner, columns } = form;
  return fc.record({
    form: fc.constant(form),
    a: floats(rows * heads * lines * inner),
    b: floats(rows * heads * inner * columns),
    target: floats(rows * heads * lines * columns),
  });
});

const scores = fc.record({ squares: few, positions: length, causal: fc.boolean() }).chain((form) =>
  fc.record({
    form: fc.constant(form),
    values: floats(form.squares * form.positions ** 2),
    gradient: floats(form.squares * form.positions ** 2),
  }),
);

/** The products of heads, whole and causal, and the softmax between them. */
export const attentionLaw: KernelLaw = (kernels) => {
  fc.assert(
    fc.property(products, ({ form, a, b, target }) => {
      const { rows, heads, lines, inner, columns, turnsA, turnsB, leavesOut } = form;
      expectSameBits(kernels, [a, b, target], (own, [left, right, sums]) => {
        const ofA = turnsA ? turned(oneByOne(left!, heads, inner, lines)) : sideBySide(left!, heads, lines, inner);
        const ofB = turnsB
          ? turned(sideBySide(right!, heads, columns, inner))
          : oneByOne(right!, heads, inner, columns);
        const extent = { rows, heads, lines, inner, columns };
        own.addHeadProducts(
          leavesOut === undefined ? extent : { ...extent, leavesOut },
          ofA,
          ofB,
          sideBySide(sums!, heads, lines, columns),
        );
        return [];
      });
    }),
    { numRuns: 200 },
  );
  fc.assert(
    fc.property(scores, ({ form: { positions, causal }, values, gradient }) => {
      expectSameBits(kernels, [values, gradient], (own, [weights, g]) => {
        own.softmaxOfScores(weights!, positions, 0.3, causal);
        return [own.gradientOfScores(weights!, g!, positions, 0.3, causal)];
      });
    }),
    { numRuns: 200 },
  );
};
