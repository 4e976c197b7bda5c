import type { EngineOptions, TrainingEngine } from "@lockstep/core";
import { createReferenceEngine } from "@lockstep/core/reference";
import { benchmarkNetwork, engineOptions } from "../network/benchmark-network.ts";

/** Which kernels the reference engine computes with. */
export interface KernelOptions {
  readonly kernels: "typescript" | "simd" | "relaxed";
  readonly threads: number;
}

/** The reference engine for the benchmark's network. */
export async function openReferenceEngine(kernels: KernelOptions, width: number): Promise<TrainingEngine> {
  return createReferenceEngine(benchmarkNetwork(width), withKernels(engineOptions(width), kernels));
}

/** The one place that names the kernels' options; those of TypeScript on one thread are what there is without any. */
function withKernels(options: EngineOptions, { kernels, threads }: KernelOptions): EngineOptions {
  if (kernels === "typescript") return options;
  const chosen: KernelOptions = { kernels, threads };
  return { ...options, ...chosen };
}
