import { UnsupportedOptionError } from "@lockstep/core";
import { createTfjsEngine } from "@lockstep/tfjs";
import * as tf from "@tensorflow/tfjs-core";
import type { LoadedBackend } from "../loaded-backend.ts";

/** Starts a backend of TensorFlow.js whose package has been imported. */
export async function loadTfjs(backend: "cpu" | "wasm" | "webgl" | "webgpu"): Promise<LoadedBackend> {
  tf.enableProdMode();
  if (!(await tf.setBackend(backend))) {
    throw new UnsupportedOptionError({
      subject: `TensorFlow.js ${backend}`,
      rule: "does not start in this browser",
      remedy: "Take another backend.",
    });
  }
  await tf.ready();
  return {
    version: `@tensorflow/tfjs-core ${tf.version_core}`,
    create: (model, options) => createTfjsEngine(tf, model, options),
    dispose: () => tf.removeBackend(backend),
  };
}
