import type { ConformanceSubject } from "@lockstep/conformance";
import { createTfjsEngine } from "@lockstep/tfjs";
import { tfjsDeclaration } from "@lockstep/tfjs/conformance";
import * as tf from "@tensorflow/tfjs-core";

/** Makes a backend of TensorFlow.js, which has to be imported, the current one; resolves to the engine on it. */
export async function tfjsSubject(backend: "cpu" | "wasm"): Promise<ConformanceSubject> {
  // Without it tfjs advises every process to install its native backend.
  tf.enableProdMode();
  if (!(await tf.setBackend(backend))) throw new Error(`the backend ${backend} of TensorFlow.js does not start`);
  await tf.ready();
  return {
    name: `tfjs-${backend}`,
    ...tfjsDeclaration(backend),
    environment: { "@tensorflow/tfjs-core": tf.version_core },
    createEngine: (model, options) => createTfjsEngine(tf, model, options),
  };
}
