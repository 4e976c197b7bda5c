import { requireInteger, requireOneOf } from "../errors/check-option.ts";
import type { EngineOptions } from "../engine/engine-options.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";

/** The loops that compute: plain TypeScript, WebAssembly with vectors of four, or the latter with fused products. */
export type KernelKind = "typescript" | "simd" | "relaxed";

/** Options of the reference engine. */
export interface ReferenceOptions extends EngineOptions {
  /**
   * What computes. `"typescript"` and `"simd"` agree to the bit; `"auto"` is the latter where WebAssembly has vectors, else
   * the former. `"relaxed"` may add a product without rounding it first, as the processor prefers: faster on some, and outside
   * of the promise that every machine gives the same bits.
   *
   * @default "auto"
   */
  readonly kernels?: KernelKind | "auto";
  /**
   * Threads that share the work of `"simd"` and `"relaxed"`, this one included; the numbers do not depend on it. They need
   * shared memory (Node, or a page that is cross-origin isolated), else there is one.
   *
   * @default 1
   */
  readonly threads?: number;
}

const MOST_THREADS = 64;

/**
 * The checked options, with defaults.
 *
 * @throws {InvalidOptionError} if a value is out of range, or threads are asked for where TypeScript computes.
 */
export function requireReferenceOptions({ kernels = "auto", threads = 1 }: ReferenceOptions): {
  readonly kernels: KernelKind | "auto";
  readonly threads: number;
} {
  requireOneOf("kernels", kernels, ["auto", "typescript", "simd", "relaxed"]);
  requireInteger("threads", threads, { min: 1, max: MOST_THREADS });
  if (threads > 1 && kernels === "typescript") {
    throw new InvalidOptionError({
      subject: "threads",
      rule: 'must be 1 with kernels: "typescript"',
      received: threads,
      remedy: 'Use kernels: "auto" or "simd".',
    });
  }
  return { kernels, threads };
}
