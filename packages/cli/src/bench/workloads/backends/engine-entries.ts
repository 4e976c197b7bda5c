import type { TrainingEngine } from "@lockstep/core";
import type { Contestant } from "../../workload.ts";

/** One of our engines as a contestant: what the table says of it, and how it is made. */
export interface EngineEntry extends Pick<Contestant, "name" | "title" | "threads" | "beside"> {
  /** Makes the engine for the benchmark's network of this width. */
  readonly open: (width: number) => Promise<TrainingEngine>;
}

/** The reference engine with its SIMD kernels on one thread. */
export const REFERENCE_SIMD: EngineEntry = {
  name: "reference-simd",
  title: "Lockstep reference engine, SIMD",
  open: (width) => reference({ kernels: "simd", threads: 1 }, width),
};

/** Every engine of ours that computes in a process of Node. */
export const ENGINE_ENTRIES: readonly EngineEntry[] = [
  {
    name: "reference-typescript",
    title: "Lockstep reference engine, TypeScript",
    open: (width) => reference({ kernels: "typescript", threads: 1 }, width),
  },
  REFERENCE_SIMD,
  {
    name: "reference-simd-2-threads",
    title: "Lockstep reference engine, SIMD, 2 threads",
    threads: 2,
    open: (width) => reference({ kernels: "simd", threads: 2 }, width),
  },
  {
    name: "reference-relaxed",
    title: "Lockstep reference engine, relaxed SIMD",
    open: (width) => reference({ kernels: "relaxed", threads: 1 }, width),
  },
  {
    name: "tfjs-engine-wasm",
    title: "Lockstep engine on TensorFlow.js, wasm",
    async open(width) {
      const { openTfjsEngine } = await import("./open-tfjs-engine.ts");
      return openTfjsEngine("wasm", width);
    },
  },
  {
    name: "ort-engine",
    title: "Lockstep engine on ONNX Runtime Web",
    beside: "ort-hand-built",
    open: (width) => ort(1, width),
  },
  {
    name: "ort-engine-2-threads",
    title: "Lockstep engine on ONNX Runtime Web, 2 threads",
    threads: 2,
    beside: "ort-hand-built-2-threads",
    open: (width) => ort(2, width),
  },
];

type ReferenceArguments = Parameters<typeof import("./open-reference-engine.ts").openReferenceEngine>;

async function reference(...given: ReferenceArguments): Promise<TrainingEngine> {
  const { openReferenceEngine } = await import("./open-reference-engine.ts");
  return openReferenceEngine(...given);
}

async function ort(threads: number, width: number): Promise<TrainingEngine> {
  const { openOrtEngine } = await import("./open-ort-engine.ts");
  return openOrtEngine(threads, width);
}
