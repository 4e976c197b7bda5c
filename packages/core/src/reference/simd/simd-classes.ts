import type { ClassLoops } from "../kernels/class-loops.ts";
import type { KernelRunner } from "./kernel-runner.ts";
import { place } from "./simd-matmul.ts";

const WORD = 4;
/** Rows that are computed together. */
const BLOCK = 4;
/** What e^x costs, in multiplications. */
const EXP = 16;

/** The loops of losses over classes, four rows at a time. What does not fit in the memory is left to `others`. */
export function simdClasses(runner: KernelRunner, others: ClassLoops): ClassLoops {
  const { arena } = runner;

  /** Rows as kernels are told lines: how many, their stride, and one run of `classes`. */
  const rowsOf = (values: Float32Array, classes: number): number[] => {
    return [values.length / classes, classes * WORD, 1, 0, classes];
  };
  const blocks = (rows: number): number => Math.ceil(rows / BLOCK);

  return {
    largestOfRows(values, classes) {
      const rows = values.length / classes;
      const largest = newIntegers(runner, rows);
      return arena.borrow(() => {
        const from = place(runner, values);
        if (from === undefined || largest === undefined) return others.largestOfRows(values, classes);
        const parameters = [from, ...rowsOf(values, classes), largest.byteOffset];
        runner.run("largestOfRows", parameters, blocks(rows), BLOCK * classes);
        return largest;
      });
    },
    crossEntropyRows(logits, classes, targets, weights, wanted) {
      const rows = logits.length / classes;
      const gradient = arena.floats(logits.length);
      const [largest, sums] = [newIntegers(runner, rows), arena.floats(rows)];
      const computed = arena.borrow(() => {
        const [from, ofRows] = [place(runner, logits), place(runner, weights)];
        const classOf = newIntegers(runner, rows);
        const results = [gradient, largest, sums];
        if ([from, ofRows, classOf, ...results].includes(undefined)) return undefined;
        classOf!.set(targets);
        runner.run(
          "crossEntropyRows",
          [
            from!,
            gradient!.byteOffset,
            ...rowsOf(logits, classes),
            classOf!.byteOffset,
            ofRows!,
            largest!.byteOffset,
            sums!.byteOffset,
            wanted.ofTarget,
            wanted.ofOthers,
          ],
          blocks(rows),
          EXP * BLOCK * classes,
        );
        return { gradient: gradient!, largest: largest!, sums: sums! };
      });
      // Outside of what is borrowed: the result stays.
      return computed ?? others.crossEntropyRows(logits, classes, targets, weights, wanted);
    },
    sumsOfLosses(logits, classes, largest, logSums) {
      const losses = arena.floats(logSums.length);
      return arena.borrow(() => {
        const [from, ofRows] = [place(runner, logits), place(runner, logSums)];
        const indices = newIntegers(runner, largest.length);
        if (losses === undefined || from === undefined || ofRows === undefined || indices === undefined) {
          return others.sumsOfLosses(logits, classes, largest, logSums);
        }
        indices.set(largest);
        runner.run(
          "sumsOfLosses",
          [from, ...rowsOf(logits, classes), indices.byteOffset, ofRows, losses.byteOffset],
          blocks(logSums.length),
          BLOCK * classes,
        );
        return losses;
      });
    },
  };
}

/** Whole numbers of the present scope, not cleared, or undefined if they do not fit. */
function newIntegers({ arena }: KernelRunner, length: number): Int32Array | undefined {
  const address = arena.bytes(length * WORD);
  return address === undefined ? undefined : new Int32Array(arena.memory.buffer, address, length);
}
