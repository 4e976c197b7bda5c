import * as tf from "@tensorflow/tfjs";

import { startBackend, type BACKENDS } from "../start-backend.ts";

/** Makes a backend the current one, also of the namespace with layers: two copies of tfjs-core would be two engines. */
export async function startLayers(backend: (typeof BACKENDS)[number]): Promise<void> {
  await startBackend(backend);
  if (tf.getBackend() !== backend) throw new Error("@tensorflow/tfjs has another copy of tfjs-core");
}
