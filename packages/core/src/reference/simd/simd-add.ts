import type { Kernels } from "../kernels/kernels.ts";
import type { KernelRunner } from "./kernel-runner.ts";
import { roomFor, runElementwise } from "./simd-elementwise.ts";

type Sums = Pick<Kernels, "add">;

/** Sums of arrays in vectors of four. */
export function simdAdd(runner: KernelRunner, others: Sums): Sums {
  return {
    add(left, right, given) {
      const result = given ?? roomFor(runner, left.length);
      if (result === undefined) return others.add(left, right);
      const done = runElementwise(runner, "add", [left, right, result], [result], [], 2);
      return done ? result : others.add(left, right, result);
    },
  };
}
