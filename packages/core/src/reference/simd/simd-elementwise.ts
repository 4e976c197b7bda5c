import type { KernelName, KernelRunner } from "./kernel-runner.ts";
import { place, takeBack } from "./simd-matmul.ts";

/**
 * Runs a kernel whose items are elements.
 *
 * @param arrays in the order in which the kernel reads and writes them.
 * @param written those of them that it writes; one that is given twice is written where it stands last.
 * @param numbers its other parameters.
 * @param cost of an element, in multiplications.
 * @returns whether there was room.
 */
export function runElementwise(
  runner: KernelRunner,
  kernel: KernelName,
  arrays: readonly Float32Array[],
  written: readonly Float32Array[],
  numbers: readonly number[],
  cost: number,
): boolean {
  return runner.arena.borrow(() => {
    const parameters: number[] = [];
    for (const array of arrays) {
      const address = place(runner, array);
      if (address === undefined) return false;
      parameters.push(address);
    }
    runner.run(kernel, [...parameters, ...numbers], arrays[0]!.length, cost);
    for (const array of written) takeBack(runner, array, parameters[arrays.lastIndexOf(array)]!);
    return true;
  });
}

/** Room for a result that a kernel writes all of, or undefined; it holds anything. */
export function roomFor({ arena }: KernelRunner, length: number): Float32Array | undefined {
  const address = arena.bytes(length * Float32Array.BYTES_PER_ELEMENT);
  return address === undefined ? undefined : new Float32Array(arena.memory.buffer, address, length);
}
