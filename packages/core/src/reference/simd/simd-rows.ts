import type { Kernels } from "../kernels/kernels.ts";
import type { KernelRunner } from "./kernel-runner.ts";
import { place, takeBack } from "./simd-matmul.ts";

type Rows = Pick<Kernels, "addToRows" | "sumRows">;

/** Biases and their gradients in vectors of four. */
export function simdRows(runner: KernelRunner, others: Rows): Rows {
  const { arena } = runner;
  return {
    addToRows(values, bias) {
      return arena.borrow(() => {
        const [to, from] = [place(runner, values), place(runner, bias)];
        if (to === undefined || from === undefined) return others.addToRows(values, bias);
        const rows = values.length / bias.length;
        runner.run("addToRows", [to, from, bias.length], rows, bias.length);
        takeBack(runner, values, to);
        return values;
      });
    },
    sumRows(values, columns, given) {
      const sums = given ?? arena.floats(columns) ?? new Float32Array(columns);
      return arena.borrow(() => {
        const [from, to] = [place(runner, values), place(runner, sums)];
        if (from === undefined || to === undefined) return others.sumRows(values, columns, sums);
        const rows = values.length / columns;
        runner.run("sumRows", [from, to, rows, columns], columns, rows);
        takeBack(runner, sums, to);
        return sums;
      });
    },
  };
}
