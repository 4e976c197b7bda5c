import type { ConformanceSubject } from "@lockstep/conformance";
import * as tf from "@tensorflow/tfjs-core";
import { createTfjsEngine } from "../../src/index.ts";
import { tfjsDeclaration, type TfjsBackend } from "../../src/conformance/index.ts";

/** Makes a backend, which has to be imported, the current one; resolves to the engine on it. */
export async function tfjsSubject(
  backend: TfjsBackend,
  environment: ConformanceSubject["environment"] = {},
): Promise<ConformanceSubject> {
  // Without it tfjs advises every process to install its native backend.
  tf.enableProdMode();
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs backend ${backend} does not start`);
  await tf.ready();
  return {
    name: `tfjs-${backend}`,
    ...tfjsDeclaration(backend),
    environment: { "@tensorflow/tfjs-core": tf.version_core, ...environment },
    createEngine: (model, options) => createTfjsEngine(tf, model, options),
  };
}
