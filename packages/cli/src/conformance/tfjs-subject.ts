import type { ConformanceSubject } from "@lockstep/conformance";
import { createTfjsEngine } from "@lockstep/tfjs";
import * as tf from "@tensorflow/tfjs-core";
import { declaredCapabilities } from "./declared-capabilities.ts";

/** Makes a backend of TensorFlow.js, which has to be imported, the current one; resolves to the engine on it. */
export async function tfjsSubject(backend: "cpu" | "wasm"): Promise<ConformanceSubject> {
  // Without it tfjs advises every process to install its native backend.
  tf.enableProdMode();
  if (!(await tf.setBackend(backend))) throw new Error(`the backend ${backend} of TensorFlow.js does not start`);
  await tf.ready();
  return {
    name: `tfjs-${backend}`,
    capabilities: await declaredCapabilities((model, options) => createTfjsEngine(tf, model, options)),
    environment: { "@tensorflow/tfjs-core": tf.version_core },
    createEngine: (model, options) => createTfjsEngine(tf, model, options),
  };
}
