import "@tensorflow/tfjs-backend-cpu";
import type { LoadedBackend } from "../loaded-backend.ts";
import { loadTfjs } from "./load-tfjs.ts";

/** TensorFlow.js in plain JavaScript. */
export function loadTfjsCpu(): Promise<LoadedBackend> {
  return loadTfjs("cpu");
}
