import type { CellLoops, CellStep } from "../kernels/cell-loops.ts";
import type { KernelName, KernelRunner } from "./kernel-runner.ts";

/** What the functions of a unit's gates cost, in multiplications. */
const FORWARD = 100;
const BACKWARD = 50;

/** The loops of recurrent cells, two units at a time. What does not lie in the memory is left to `others`. */
export function simdCells(runner: KernelRunner, others: CellLoops): CellLoops {
  const { arena } = runner;

  /** Runs a kernel on arrays that lie in the memory; whether they all do. Copies at every position would cost more. */
  function run(kernel: KernelName, arrays: readonly Float32Array[], step: CellStep, cost: number): boolean {
    const addresses = arrays.map((array) => arena.addressOf(array));
    if (addresses.includes(undefined)) return false;
    const { rows, hidden, positions, position, before } = step;
    const parameters = [...addresses.map((address) => address!), hidden, positions, position, before];
    runner.run(kernel, parameters, rows, hidden * cost);
    return true;
  }

  return {
    cellForward(cell, trace, step) {
      const { fromInput, fromState, gates, cells, states } = trace;
      const done =
        cell.name === "lstm"
          ? run("lstmForward", [fromInput, fromState, gates, cells, states], step, FORWARD)
          : run("gruForward", [fromInput, fromState, gates, states], step, FORWARD);
      if (!done) others.cellForward(cell, trace, step);
    },
    cellBackward(cell, trace, step, gradients, ofStates, ofCells) {
      const { fromState, gates, cells, states } = trace;
      const sums = [gradients.fromInput, gradients.fromState];
      const done =
        cell.name === "lstm"
          ? run("lstmBackward", [gates, cells, ...sums, ofStates, ofCells], step, BACKWARD)
          : run("gruBackward", [fromState, gates, states, ...sums, ofStates], step, BACKWARD);
      if (!done) others.cellBackward(cell, trace, step, gradients, ofStates, ofCells);
    },
  };
}
