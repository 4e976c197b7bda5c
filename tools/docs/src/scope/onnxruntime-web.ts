// What examples in the docstrings of the engine on ONNX Runtime Web take for granted.
import { softmaxCrossEntropy } from "@lockstep/core";
import { createOrtEngine, type OrtEngine } from "@lockstep/onnxruntime-web";
import * as ort from "onnxruntime-web/wasm";
import { model } from "./core.ts";

export * as ort from "onnxruntime-web/wasm";
export { model } from "./core.ts";

ort.env.wasm.numThreads = 1;

export const engine: OrtEngine = await createOrtEngine(ort, model, { loss: softmaxCrossEntropy(), seed: 42 });
