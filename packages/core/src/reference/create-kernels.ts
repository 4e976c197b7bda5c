import { UnsupportedOptionError } from "../errors/lockstep-error.ts";
import type { Kernels } from "./kernels/kernels.ts";
import { typescriptKernels } from "./kernels/typescript-kernels.ts";
import type { KernelKind } from "./reference-options.ts";
import { simdKernels } from "./simd/simd-kernels.ts";

/** Kernels, and what they turned out to be. */
export interface ChosenKernels {
  readonly kernels: Kernels;
  readonly kind: KernelKind;
  readonly threads: number;
}

/**
 * The kernels that are asked for.
 *
 * @throws {UnsupportedOptionError} if they are named and cannot be had here.
 */
export function createKernels(wanted: KernelKind | "auto", threads: number): ChosenKernels {
  if (wanted !== "typescript") {
    const kernels = simdKernels({ relaxed: wanted === "relaxed", threads });
    if (kernels !== undefined) {
      return { kernels, kind: wanted === "relaxed" ? "relaxed" : "simd", threads: kernels.threads };
    }
    if (wanted !== "auto") {
      throw new UnsupportedOptionError({
        subject: `kernels: "${wanted}"`,
        rule: `${wanted === "relaxed" ? "needs WebAssembly with relaxed SIMD" : "needs WebAssembly with SIMD"}, which this place does not have`,
        remedy:
          'Use kernels: "auto", which computes the same without it. A content security policy has to allow "wasm-unsafe-eval".',
      });
    }
  }
  return { kernels: typescriptKernels(), kind: "typescript", threads: 1 };
}
