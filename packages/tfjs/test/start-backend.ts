import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";

/** The backends that run in Node; both can live in one process, one after the other. */
export const BACKENDS = ["cpu", "wasm"] as const;

/** Makes a backend the current one. */
export async function startBackend(backend: (typeof BACKENDS)[number]): Promise<void> {
  // Without it tfjs advises every process to install its native backend.
  tf.enableProdMode();
  await tf.setBackend(backend);
  await tf.ready();
}
