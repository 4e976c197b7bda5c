import { KERNEL_NUMBERS, KERNEL_PARAMETERS } from "./kernel-modules.ts";
import type { WasmArena } from "./wasm-arena.ts";

/** A kernel by its name in packages/core/wasm. */
export type KernelName = keyof typeof KERNEL_NUMBERS;

/** A type that a kernel declares for a parameter. */
type ParameterType = "i32" | "f32" | "f64";

/** Runs kernels on an arena's memory. */
export interface KernelRunner {
  readonly arena: WasmArena;
  /** Threads that share the work, this one included. */
  readonly threads: number;
  /**
   * Does all items of a kernel.
   *
   * @param parameters addresses, counts, strides and numbers, in the order of the kernel's parameters; each is rounded to
   *   the type that the kernel declares.
   * @param cost of an item, about, in multiplications: small work is not shared.
   */
  run(kernel: KernelName, parameters: readonly number[], items: number, cost: number): void;
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
      writeParameters(arena, KERNEL_PARAMETERS[kernel], parameters);
      run(KERNEL_NUMBERS[kernel], items, grainOf(items, cost));
    },
  };
}

/** Puts them where kernels read them: one after the other from address 0, those of 8 bytes at multiples of 8. */
function writeParameters(arena: WasmArena, types: readonly ParameterType[], parameters: readonly number[]): void {
  const words = arena.words();
  let word = 0;
  for (let index = 0; index < parameters.length; index++) {
    const value = parameters[index]!;
    const type = types[index]!;
    if (type === "f64") {
      const pair = Math.ceil(word / 2);
      arena.doubles()[pair] = value;
      word = 2 * pair + 2;
    } else {
      (type === "f32" ? arena.numbers() : words)[word] = value;
      word += 1;
    }
  }
}
