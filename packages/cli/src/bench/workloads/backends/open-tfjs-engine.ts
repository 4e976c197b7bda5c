import type { TrainingEngine } from "@lockstep/core";
import { createTfjsEngine } from "@lockstep/tfjs";
import { benchmarkNetwork, engineOptions } from "../network/benchmark-network.ts";
import { loadTfjs, type TfjsBackend } from "./load-tfjs.ts";

/** The engine on TensorFlow.js for the benchmark's network. */
export async function openTfjsEngine(backend: TfjsBackend, width: number): Promise<TrainingEngine> {
  return createTfjsEngine(await loadTfjs(backend), benchmarkNetwork(width), engineOptions(width));
}
