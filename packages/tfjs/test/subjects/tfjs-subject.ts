import type { ConformanceSubject } from "@lockstep/conformance";
import * as tf from "@tensorflow/tfjs-core";
import { createTfjsEngine } from "../../src/index.ts";
import { tfjsCapabilities } from "../../src/engine/tfjs-capabilities.ts";

/** Makes a backend, which has to be imported, the current one; resolves to the engine on it. */
export async function tfjsSubject(
  backend: string,
  own: Pick<ConformanceSubject, "declines" | "differences" | "environment" | "functionUlps" | "knownFailures"> = {},
): Promise<ConformanceSubject> {
  // Without it tfjs advises every process to install its native backend.
  tf.enableProdMode();
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs backend ${backend} does not start`);
  await tf.ready();
  return {
    name: `tfjs-${backend}`,
    capabilities: tfjsCapabilities(backend),
    ...own,
    environment: { "@tensorflow/tfjs-core": tf.version_core, ...own.environment },
    createEngine: (model, options) => createTfjsEngine(tf, model, options),
  };
}
