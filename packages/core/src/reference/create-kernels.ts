import { OutOfMemoryError, UnsupportedOptionError } from "../errors/lockstep-error.ts";
import type { Kernels } from "./kernels/kernels.ts";
import { typescriptKernels } from "./kernels/typescript-kernels.ts";
import type { KernelKind } from "./reference-options.ts";
import { simdKernels, type SimdKernels } from "./simd/simd-kernels.ts";

/** Kernels, and what they turned out to be. */
export interface ChosenKernels {
  readonly kernels: Kernels;
  readonly kind: KernelKind;
  /** At most; fewer once it turned out that they cannot be started. */
  readonly threads: number;
}

/**
 * The kernels that are asked for.
 *
 * @throws {UnsupportedOptionError} if they are named and cannot be had here.
 * @throws {OutOfMemoryError} if they are named and there is no address space left for them.
 */
export function createKernels(wanted: KernelKind | "auto", threads: number): ChosenKernels {
  if (wanted === "typescript") return TYPESCRIPT;
  const kernels =
    wanted === "auto" ? simdKernelsIfAny(threads) : simdKernels({ relaxed: wanted === "relaxed", threads });
  if (kernels !== undefined) {
    return {
      kernels,
      kind: wanted === "relaxed" ? "relaxed" : "simd",
      get threads() {
        return kernels.threads;
      },
    };
  }
  if (wanted === "auto") return TYPESCRIPT;
  throw new UnsupportedOptionError({
    subject: `kernels: "${wanted}"`,
    rule: `needs WebAssembly with ${wanted === "relaxed" ? "relaxed SIMD" : "SIMD"}, which this place does not have`,
    remedy: wanted === "relaxed" ? RELAXED_REMEDY : SIMD_REMEDY,
  });
}

const SIMD_REMEDY =
  'Use kernels: "auto", which gives the same bits in TypeScript. A page whose content security policy forbids WebAssembly has to allow "wasm-unsafe-eval".';
const RELAXED_REMEDY =
  'Use kernels: "auto", which is exact. Node has relaxed SIMD from 22 on, Node 20 with --experimental-wasm-relaxed-simd; Chromium has it.';

const TYPESCRIPT: ChosenKernels = { kernels: typescriptKernels(), kind: "typescript", threads: 1 };

function simdKernelsIfAny(threads: number): SimdKernels | undefined {
  try {
    return simdKernels({ relaxed: false, threads });
  } catch (error) {
    if (error instanceof OutOfMemoryError) return undefined;
    throw error;
  }
}
