// What examples in the docstrings of the ONNX graphs take for granted.
export * as ort from "onnxruntime-web/wasm";
export { model } from "./core.ts";
