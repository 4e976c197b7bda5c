import { PAGE, webAssembly, type WasmMemory } from "../../web-assembly/web-assembly.ts";

/** Pages that 32-bit addresses reach. */
export const LARGEST_MEMORY_PAGES = 65_536;

/** Shared memory reserves its limit, and telephones refuse 4 GB. */
const LIMITS = [LARGEST_MEMORY_PAGES, LARGEST_MEMORY_PAGES / 4, LARGEST_MEMORY_PAGES / 16] as const;

/** A new memory of one page, or undefined if there is no address space left for it. */
export function createMemory(isShared: boolean): WasmMemory | undefined {
  if (!isShared) return tryMemory({ initial: 1 });
  for (const maximum of LIMITS) {
    const memory = tryMemory({ initial: 1, maximum, shared: true });
    if (memory !== undefined) return memory;
  }
  return undefined;
}

/**
 * Grows a memory to as many bytes, or as far as the machine allows. Arrays on it are to be made anew.
 *
 * @returns whether it is as large.
 */
export function growMemory(memory: WasmMemory, bytes: number): boolean {
  const wanted = Math.min(Math.ceil(bytes / PAGE), LARGEST_MEMORY_PAGES);
  let step = wanted - memory.buffer.byteLength / PAGE;
  while (step >= 1) {
    try {
      memory.grow(step);
      step = Math.min(step, wanted - memory.buffer.byteLength / PAGE);
    } catch {
      step = Math.floor(step / 2);
    }
  }
  return bytes <= memory.buffer.byteLength;
}

function tryMemory(limits: {
  readonly initial: number;
  readonly maximum?: number;
  readonly shared?: boolean;
}): WasmMemory | undefined {
  try {
    return webAssembly && new webAssembly.Memory(limits);
  } catch {
    return undefined;
  }
}
