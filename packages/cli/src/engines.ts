import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import type { EngineOptions, ModelSpec, TrainingEngine } from "@lockstep/core";
import { packageVersion } from "./package-version.ts";

/** Every engine that the command line can train on. */
export const ENGINE_NAMES = ["reference", "tfjs-wasm", "tfjs-cpu", "ort-wasm"] as const;

/** Engines that Lockstep has besides, where there is a GPU: in browsers, and so not here. */
const GPU_ENGINE = /web-?g(l|pu)/i;

/** What to add where one of a GPU's engines is asked for; undefined for any other name. */
export function gpuHint(name: string): string | undefined {
  if (!GPU_ENGINE.test(name)) return undefined;
  return (
    "GPUs are for browsers: Lockstep's demo page trains on them, and lockstep conformance --browser takes a module of " +
    "yours (docs/guide/command-line.md has one for WebGL)."
  );
}

export type EngineName = (typeof ENGINE_NAMES)[number];

/** A loaded backend: makes engines of it, and says which release it is. */
export interface EngineBackend {
  /** For reports: `onnxruntime-web 1.30.0`. */
  readonly version: string;
  create(model: ModelSpec, options: EngineOptions): Promise<TrainingEngine>;
}

const BACKENDS: Readonly<Record<EngineName, () => Promise<EngineBackend>>> = {
  async reference() {
    const { createReferenceEngine } = await import("@lockstep/core/reference");
    return {
      version: `lockstep ${packageVersion()}`,
      create: (model, options) => Promise.resolve(createReferenceEngine(model, options)),
    };
  },

  async "tfjs-wasm"() {
    const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
    const entry = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json");
    setWasmPaths(join(dirname(entry), "dist") + sep);
    return tfjsBackend("wasm");
  },

  async "tfjs-cpu"() {
    await import("@tensorflow/tfjs-backend-cpu");
    return tfjsBackend("cpu");
  },

  async "ort-wasm"() {
    const ort = await import("onnxruntime-web");
    const { createOrtEngine } = await import("@lockstep/onnxruntime-web");
    // One thread, as every other engine here: the times then compare kernels, not thread counts.
    ort.env.wasm.numThreads = 1;
    return {
      version: `onnxruntime-web ${ort.env.versions.common}`,
      create: (model, options) => createOrtEngine(ort, model, options),
    };
  },
};

/**
 * Loads one backend. Call it for a single name per process: TensorFlow.js and ONNX Runtime disturb each other's
 * WebAssembly when they share one.
 */
export function loadEngine(name: EngineName): Promise<EngineBackend> {
  return BACKENDS[name]();
}

async function tfjsBackend(backend: "wasm" | "cpu"): Promise<EngineBackend> {
  const tf = await import("@tensorflow/tfjs-core");
  const { createTfjsEngine } = await import("@lockstep/tfjs");
  await tf.setBackend(backend);
  await tf.ready();
  return {
    version: `@tensorflow/tfjs-core ${tf.version_core}`,
    create: (model, options) => createTfjsEngine(tf, model, options),
  };
}
