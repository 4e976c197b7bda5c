import { createOrtEngine } from "@lockstep/onnxruntime-web";
import { ortDeclaration } from "@lockstep/onnxruntime-web/conformance";
import * as ort from "onnxruntime-web";
import { messageOf } from "./message-of.js";
import { model, settings, smallRun, type SmallRun } from "./small-run.js";

/** The small run on ONNX Runtime Web, of the model and of the file that it writes of itself. */
export async function trainOrt(): Promise<readonly [SmallRun, SmallRun]> {
  ort.env.wasm.numThreads = 1;
  const engine = await createOrtEngine(ort, model, settings);
  const bytes = await engine.exportModel();
  return [await smallRun(engine), await smallRun(await createOrtEngine(ort, bytes, { loss: settings.loss }))];
}

/** How many layers it declares to take, and what is said where no runtime is given. */
export async function aboutOrt(): Promise<readonly [number, string | null]> {
  const { layerKinds = [] } = ortDeclaration("wasm").capabilities;
  return [layerKinds.length, await messageOf(() => createOrtEngine(undefined as never, model, settings))];
}
