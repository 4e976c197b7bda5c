// What examples in the docstrings of the engine on TensorFlow.js take for granted.
import "@tensorflow/tfjs-backend-wasm";

export * as tf from "@tensorflow/tfjs-core";
export { model } from "./core.ts";
