import type { Kernels } from "../kernels/kernels.ts";
import { typescriptKernels } from "../kernels/typescript-kernels.ts";
import { createKernelRunner } from "./kernel-runner.ts";
import { RELAXED, STRICT } from "./kernel-modules.ts";
import { canShareMemory, startKernelTeam, type KernelTeam } from "./kernel-team.ts";
import { sharedModule } from "./shared-module.ts";
import { simdAttention } from "./simd-attention.ts";
import { simdCells } from "./simd-cells.ts";
import { simdClasses } from "./simd-classes.ts";
import { simdActivations } from "./simd-activations.ts";
import { simdAdd } from "./simd-add.ts";
import { simdElementLosses } from "./simd-element-losses.ts";
import { simdMatmul } from "./simd-matmul.ts";
import { simdNorms } from "./simd-norms.ts";
import { simdRows } from "./simd-rows.ts";
import { simdUpdate } from "./simd-update.ts";
import { simdSoftmax } from "./simd-softmax.ts";
import { createWasmArena } from "./wasm-arena.ts";
import { webAssembly, type WasmMemory, type WasmModule } from "./web-assembly.ts";

/** What SIMD kernels are made with. */
export interface SimdOptions {
  /** Whether a product may be added without being rounded first, as the processor prefers. */
  readonly relaxed: boolean;
  /** Threads that share the work, the caller's own included; 1 where memory cannot be shared. */
  readonly threads: number;
  /** Multiplications below which work is not shared. @default 16384 */
  readonly smallestShare?: number;
}

/** SIMD kernels, and with how many threads they work. */
export interface SimdKernels extends Kernels {
  readonly threads: number;
}

const LARGEST_MEMORY_PAGES = 65_536;

/** The kernels in WebAssembly, or undefined where it is missing, has no vectors, or no memory is to be had. */
export function simdKernels({
  relaxed,
  threads: wanted,
  smallestShare = 16_384,
}: SimdOptions): SimdKernels | undefined {
  const isShared = wanted > 1 && canShareMemory();
  const threads = isShared ? wanted : 1;
  const compiled = compile(relaxed, isShared);
  if (compiled === undefined) return undefined;
  const { module, memory, run } = compiled;
  const arena = createWasmArena(memory);
  const runner = createKernelRunner(arena, { threads, smallestShare }, run);
  const team: KernelTeam | undefined = isShared ? startKernelTeam(module, memory, threads - 1) : undefined;
  // What has no kernel here is computed in TypeScript, on the same arrays.
  const others = typescriptKernels((length) => arena.floats(length) ?? new Float32Array(length));
  return {
    ...others,
    ...simdActivations(runner, others),
    ...simdAdd(runner, others),
    ...simdMatmul(runner, others),
    ...simdRows(runner, others),
    ...simdNorms(runner, others),
    ...simdClasses(runner, others),
    ...simdSoftmax(runner, others),
    ...simdCells(runner, others),
    ...simdElementLosses(runner, others),
    ...simdAttention(runner, others),
    ...simdUpdate(runner, others),
    threads,
    keep: arena.keep,
    bring(values) {
      const own = arena.floats(values.length);
      own?.set(values);
      return own ?? values;
    },
    scope: (compute, expected) => arena.scope(compute, expected * Float32Array.BYTES_PER_ELEMENT),
    dispose: () => team?.close(),
  };
}

interface Compiled {
  readonly module: WasmModule;
  readonly memory: WasmMemory;
  readonly run: (kernel: number, items: number, grain: number) => void;
}

const MODULES = new Map<string, WasmModule>();

function compile(relaxed: boolean, shared: boolean): Compiled | undefined {
  if (webAssembly === undefined) return undefined;
  try {
    const key = `${relaxed} ${shared}`;
    const module = MODULES.get(key) ?? new webAssembly.Module(bytesOf(relaxed, shared));
    MODULES.set(key, module);
    const memory = new webAssembly.Memory(
      shared ? { initial: 1, maximum: LARGEST_MEMORY_PAGES, shared } : { initial: 1 },
    );
    const { exports } = new webAssembly.Instance(module, { lockstep: { memory } });
    return { module, memory, run: exports["run"] as Compiled["run"] };
  } catch {
    // No vectors, a content security policy that forbids WebAssembly, or no address space left.
    return undefined;
  }
}

function bytesOf(relaxed: boolean, shared: boolean): Uint8Array {
  const bytes = Uint8Array.from(atob(relaxed ? RELAXED : STRICT), (letter) => letter.charCodeAt(0));
  return shared ? sharedModule(bytes) : bytes;
}

declare function atob(text: string): string;
