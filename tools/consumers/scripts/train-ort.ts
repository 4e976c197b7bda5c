import { createOrtEngine } from "@lockstep/onnxruntime-web";
import * as ort from "onnxruntime-web";
import { model, settings, smallRun, type SmallRun } from "./small-run.js";

/** The small run on ONNX Runtime Web. */
export async function trainOrt(): Promise<SmallRun> {
  ort.env.wasm.numThreads = 1;
  return smallRun(await createOrtEngine(ort, model, settings));
}
