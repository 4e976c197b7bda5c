import { localHost, runConformance, type StatusCounts } from "@lockstep/conformance";
import { createTfjsEngine } from "@lockstep/tfjs";
import { tfjsDeclaration } from "@lockstep/tfjs/conformance";
import "@lockstep/tfjs/fast-wasm";
import * as tf from "@tensorflow/tfjs-core";

/** Holds the engine on TensorFlow.js to some cases of the kit, by what it declares itself. */
export async function checkTfjs(): Promise<StatusCounts> {
  await tf.setBackend("wasm");
  const host = localHost({
    name: "tfjs-wasm",
    ...tfjsDeclaration("wasm"),
    createEngine: (model, options) => createTfjsEngine(tf, model, options),
  });
  return (await runConformance(host, { only: "lifecycle" })).counts;
}
