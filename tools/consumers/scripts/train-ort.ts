import { createOrtEngine } from "@lockstep/onnxruntime-web";
import { ortDeclaration } from "@lockstep/onnxruntime-web/conformance";
import * as ort from "onnxruntime-web";
import { messageOf } from "./message-of.js";
import { model, settings, smallRun, type SmallRun } from "./small-run.js";

/** The small run on ONNX Runtime Web. */
export async function trainOrt(): Promise<SmallRun> {
  ort.env.wasm.numThreads = 1;
  return smallRun(await createOrtEngine(ort, model, settings));
}

/** The same on a file: what the model is in ONNX. */
export async function trainFile(): Promise<SmallRun> {
  ort.env.wasm.numThreads = 1;
  const engine = await createOrtEngine(ort, model, settings);
  const bytes = await engine.exportModel();
  engine.dispose();
  return smallRun(await createOrtEngine(ort, bytes, { loss: settings.loss }));
}

/** How many layers it declares to take, and what is said where no runtime is given. */
export async function aboutOrt(): Promise<readonly [number, string | null]> {
  const { layerKinds = [] } = ortDeclaration("wasm").capabilities;
  return [layerKinds.length, await messageOf(() => createOrtEngine(undefined as never, model, settings))];
}
