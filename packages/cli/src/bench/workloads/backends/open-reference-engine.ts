import type { TrainingEngine } from "@lockstep/core";
import { createReferenceEngine } from "@lockstep/core/reference";
import { benchmarkNetwork, engineOptions } from "../network/benchmark-network.ts";

/** Which kernels the reference engine computes with. */
export interface KernelOptions {
  readonly kernels: "typescript" | "simd" | "relaxed";
  readonly threads: number;
}

/** The reference engine for the benchmark's network, on exactly these kernels: the engine's own default would choose. */
export async function openReferenceEngine(kernels: KernelOptions, width: number): Promise<TrainingEngine> {
  return createReferenceEngine(benchmarkNetwork(width), { ...engineOptions(width), ...kernels });
}
