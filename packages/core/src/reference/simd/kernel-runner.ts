import { KERNEL_NUMBERS } from "./kernel-modules.ts";
import type { WasmArena } from "./wasm-arena.ts";

/** A kernel by its name in packages/core/wasm. */
export type KernelName = keyof typeof KERNEL_NUMBERS;

/** Runs kernels on an arena's memory. */
export interface KernelRunner {
  readonly arena: WasmArena;
  /** Threads that share the work, this one included. */
  readonly threads: number;
  /**
   * Does all items of a kernel.
   *
   * @param parameters addresses, counts and strides, in the order of the kernel's parameters; only i32.
   * @param cost of an item, about, in multiplications: small work is not shared.
   */
  run(kernel: KernelName, parameters: readonly number[], items: number, cost: number): void;
  /** The same with f32 (or f64, two words each) among the parameters: words that have been written by {@link words}. */
  runWritten(kernel: KernelName, items: number, cost: number): void;
}

/** Chunks a thread gets, so that one that began late does less. */
const CHUNKS = 4;

/**
 * @param smallestShare multiplications below which a thread's waking costs more than it does.
 * @param run the export of an instance on the arena's memory.
 */
export function createKernelRunner(
  arena: WasmArena,
  { threads, smallestShare }: { readonly threads: number; readonly smallestShare: number },
  run: (kernel: number, items: number, grain: number) => void,
): KernelRunner {
  const grainOf = (items: number, cost: number): number => {
    if (threads === 1 || items * cost < 2 * smallestShare) return items;
    return Math.max(Math.ceil(items / (threads * CHUNKS)), Math.ceil(smallestShare / cost));
  };
  return {
    arena,
    threads,
    run(kernel, parameters, items, cost) {
      const words = arena.words();
      for (let index = 0; index < parameters.length; index++) words[index] = parameters[index]!;
      run(KERNEL_NUMBERS[kernel], items, grainOf(items, cost));
    },
    runWritten(kernel, items, cost) {
      run(KERNEL_NUMBERS[kernel], items, grainOf(items, cost));
    },
  };
}
