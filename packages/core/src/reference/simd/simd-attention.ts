import type { AttentionLoops, HeadMatrix, HeadProducts } from "../kernels/attention-loops.ts";
import type { KernelRunner } from "./kernel-runner.ts";
import { place, takeBack } from "./simd-matmul.ts";

const FLOAT = Float32Array.BYTES_PER_ELEMENT;
/** Lines of scores that are computed together. */
const BLOCK = 4;
/** What e^x costs, in multiplications. */
const EXP = 16;
/** What kernels know of `leavesOut`. */
const MODES = { "inner above": 1, "inner below": 2, "columns above": 3 } as const;

/** The loops of attention in vectors of four. What does not fit in the memory is left to `others`. */
export function simdAttention(runner: KernelRunner, others: AttentionLoops): AttentionLoops {
  const { arena, threads } = runner;
  return {
    addHeadProducts(products, a, b, target) {
      const { rows, heads, lines, inner, columns, leavesOut } = products;
      const scratchSize = b.columnStride === 1 ? 0 : inner * columns * FLOAT;
      arena.borrow(() => {
        const [from, by, to] = [a, b, target].map(({ values }) => place(runner, values));
        const scratch = arena.bytes(threads * scratchSize);
        if (from === undefined || by === undefined || to === undefined || scratch === undefined) {
          others.addHeadProducts(products, a, b, target);
          return;
        }
        const mode = leavesOut === undefined ? 0 : MODES[leavesOut];
        const matrices = [...matrix(a, from), ...matrix(b, by), ...matrix(target, to)];
        runner.run(
          "headProducts",
          [...matrices, heads, lines, inner, columns, mode, scratch, scratchSize],
          rows * heads,
          costOf(products),
        );
        takeBack(runner, target.values, to);
      });
    },
    softmaxOfScores(scores, positions, scale, causal) {
      arena.borrow(() => {
        const address = place(runner, scores);
        if (address === undefined) {
          others.softmaxOfScores(scores, positions, scale, causal);
          return;
        }
        const lines = scores.length / positions;
        const parameters = [address, ...linesOf(lines, positions), positions, causal ? 1 : 0, scale];
        runner.run("softmaxOfScores", parameters, Math.ceil(lines / BLOCK), EXP * BLOCK * positions);
        takeBack(runner, scores, address);
      });
    },
    gradientOfScores(weights, gradient, positions, scale, causal) {
      const result = arena.floats(weights.length);
      const computed = arena.borrow(() => {
        const [ofWeights, ofGradient] = [place(runner, weights), place(runner, gradient)];
        if (result === undefined || ofWeights === undefined || ofGradient === undefined) return undefined;
        const lines = weights.length / positions;
        runner.run(
          "gradientOfScores",
          [ofWeights, ofGradient, result.byteOffset, ...linesOf(lines, positions), positions, causal ? 1 : 0, scale],
          Math.ceil(lines / BLOCK),
          4 * BLOCK * positions,
        );
        return result;
      });
      // Outside of what is borrowed: the result stays.
      return computed ?? others.gradientOfScores(weights, gradient, positions, scale, causal);
    },
  };
}

function matrix({ start, rowStride, headStride, lineStride, columnStride }: HeadMatrix, address: number): number[] {
  return [address + start * FLOAT, ...[rowStride, headStride, lineStride, columnStride].map((of) => of * FLOAT)];
}

function costOf({ lines, inner, columns }: HeadProducts): number {
  return lines * inner * columns;
}

/** So many lines of one run each. */
function linesOf(lines: number, length: number): number[] {
  return [lines, length * FLOAT, 1, 0, length];
}
