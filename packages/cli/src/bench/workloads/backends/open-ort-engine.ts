import type { TrainingEngine } from "@lockstep/core";
import { createOrtEngine } from "@lockstep/onnxruntime-web";
import { benchmarkNetwork, engineOptions } from "../network/benchmark-network.ts";
import { loadOrt } from "./load-ort.ts";

/** The engine on ONNX Runtime Web for the benchmark's network. */
export async function openOrtEngine(threads: number, width: number): Promise<TrainingEngine> {
  return createOrtEngine(await loadOrt(threads), benchmarkNetwork(width), engineOptions(width));
}
