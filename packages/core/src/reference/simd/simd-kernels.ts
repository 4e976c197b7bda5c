import { OutOfMemoryError } from "../../errors/lockstep-error.ts";
import type { Kernels } from "../kernels/kernels.ts";
import { typescriptKernels } from "../kernels/typescript-kernels.ts";
import { createKernelRunner } from "./kernel-runner.ts";
import { KERNEL_MODULE, TEAM_ADDRESSES } from "./kernel-modules.ts";
import { canShareMemory, kernelTeam, type KernelTeam } from "./kernel-team.ts";
import { simdActivations } from "./simd-activations.ts";
import { simdAdd } from "./simd-add.ts";
import { simdMasks } from "./simd-masks.ts";
import { simdClasses } from "./simd-classes.ts";
import { simdAttention } from "./simd-attention.ts";
import { simdCells } from "./simd-cells.ts";
import { simdElementLosses } from "./simd-element-losses.ts";
import { simdMatmul } from "./simd-matmul.ts";
import { simdPools } from "./simd-pools.ts";
import { simdNorms } from "./simd-norms.ts";
import { simdRows } from "./simd-rows.ts";
import { simdUpdate } from "./simd-update.ts";
import { simdChannelBias } from "./simd-channel-bias.ts";
import { simdWindowProducts } from "./simd-window-products.ts";
import { simdSoftmax } from "./simd-softmax.ts";
import { createWasmArena } from "./wasm-arena.ts";
import { moduleBytes } from "../../web-assembly/module-bytes.ts";
import { webAssembly, type WasmMemory, type WasmModule } from "../../web-assembly/web-assembly.ts";
import { teamRun, type TeamExports } from "./team-run.ts";
import { createMemory } from "./wasm-memory.ts";

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
  /** As many as are wanted, or fewer once it turned out that more cannot be started. */
  readonly threads: number;
  /** Those of them that have begun to wait for work, the caller's own included. */
  arrivedThreads(): number;
  /** Bytes of the memory that they work on. */
  memoryBytes(): number;
}

const ARRIVED = TEAM_ADDRESSES.arrived / Int32Array.BYTES_PER_ELEMENT;

/**
 * The kernels in WebAssembly, or undefined where it is missing or has no vectors.
 *
 * @throws {OutOfMemoryError} if there is no address space for another memory.
 */
export function simdKernels({
  relaxed,
  threads: wanted,
  smallestShare = 16_384,
}: SimdOptions): SimdKernels | undefined {
  const compiled = compileFor(relaxed, wanted > 1 && canShareMemory());
  if (compiled === undefined) return undefined;
  const { module, memory, exports, isShared } = compiled;
  const threads = isShared ? wanted : 1;
  const team = kernelTeam(module, memory, threads - 1);
  const arena = createWasmArena(memory);
  const runner = createKernelRunner(arena, { threads, smallestShare }, teamRun(exports, memory, team));
  // Whatever uses the kernels holds the runner, and neither the team nor its threads do.
  if (threads > 1) abandoned()?.register(runner, team);
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
    ...simdMasks(runner, others),
    ...simdChannelBias(runner, others),
    ...simdPools(runner, others),
    windowProducts: (shape) => simdWindowProducts(runner, others, shape),
    get threads() {
      return 1 + team.count;
    },
    arrivedThreads: () => 1 + Atomics.load(arena.words(), ARRIVED),
    memoryBytes: () => memory.buffer.byteLength,
    keep: (length) => arena.keep(length),
    bring(values) {
      const own = arena.floats(values.length);
      own?.set(values);
      return own ?? values;
    },
    scope: (compute, expected) => arena.scope(compute, expected * Float32Array.BYTES_PER_ELEMENT),
    dispose: () => team.close(),
  };
}

let teamsOfTheAbandoned: FinalizationRegistry<KernelTeam> | undefined;

/** Ends the threads of engines that are let go of without `dispose`. */
function abandoned(): FinalizationRegistry<KernelTeam> | undefined {
  if (typeof FinalizationRegistry === "undefined") return undefined;
  teamsOfTheAbandoned ??= new FinalizationRegistry((team) => team.close());
  return teamsOfTheAbandoned;
}

interface Compiled {
  readonly module: WasmModule;
  readonly memory: WasmMemory;
  readonly isShared: boolean;
  readonly exports: TeamExports;
}

/** Compiled for a memory that is shared, or for one that is not where the machine has no room for the former. */
function compileFor(relaxed: boolean, isShared: boolean): Compiled | undefined {
  const module = compile(relaxed, isShared);
  if (module === undefined) return undefined;
  const memory = createMemory(isShared);
  if (memory !== undefined) {
    const { exports } = new webAssembly!.Instance(module, { lockstep: { memory } });
    return { module, memory, isShared, exports: exports as unknown as TeamExports };
  }
  if (isShared) return compileFor(relaxed, false);
  throw new OutOfMemoryError({
    subject: "the reference engine",
    rule: "finds no room for another WebAssembly memory",
    remedy: 'Let go of engines that are not used any more, or use kernels: "typescript".',
  });
}

const MODULES = new Map<string, WasmModule | undefined>();

/** The module, or undefined if it cannot be compiled: no vectors, or a content security policy forbids WebAssembly. */
function compile(relaxed: boolean, isShared: boolean): WasmModule | undefined {
  if (webAssembly === undefined) return undefined;
  const key = `${relaxed} ${isShared}`;
  if (!MODULES.has(key)) {
    try {
      MODULES.set(key, new webAssembly.Module(moduleBytes(KERNEL_MODULE, { relaxed, shared: isShared })));
    } catch {
      MODULES.set(key, undefined);
    }
  }
  return MODULES.get(key);
}
