import { createTfjsEngine } from "@lockstep/tfjs";
import "@lockstep/tfjs/fast-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { model, settings, smallRun, type SmallRun } from "./small-run.js";

/** The small run on TensorFlow.js, by the kernels that fast-wasm installs. */
export async function trainTfjs(): Promise<SmallRun> {
  await tf.setBackend("wasm");
  // Stock wasm has no such kernel: a bundler must not take the import for one without effect.
  if ((tf.getKernel("Conv2DBackpropFilter", "wasm") as unknown) === undefined)
    throw new Error("fast-wasm is left out.");
  return smallRun(await createTfjsEngine(tf, model, settings));
}
