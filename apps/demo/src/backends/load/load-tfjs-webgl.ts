import "@tensorflow/tfjs-backend-webgl";
import type { LoadedBackend } from "../loaded-backend.ts";
import { loadTfjs } from "./load-tfjs.ts";

/** TensorFlow.js on WebGL 2. */
export function loadTfjsWebgl(): Promise<LoadedBackend> {
  return loadTfjs("webgl");
}
