// What examples in the docstrings of the engine on ONNX Runtime Web take for granted.
export { model } from "./core.ts";
