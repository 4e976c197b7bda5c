/// <reference lib="dom" />
import { createOrtEngine } from "@lockstep/onnxruntime-web";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { model, settings, smallRun } from "./small-run.js";
import { trainReference } from "./train-reference.js";
import { trainTfjs } from "./train-tfjs.js";

// Trains on three engines, or on the one that needs no WebAssembly, and shows what came of it.
const runs = [await trainReference()];
if (location.search !== "?reference") {
  setWasmPaths("/tfjs/");
  runs.push(await trainTfjs());
  const ort = await import("onnxruntime-web/wasm");
  ort.env.wasm.numThreads = 1;
  runs.push(await smallRun(await createOrtEngine(ort, model, settings)));
}
document.querySelector("output")!.textContent = JSON.stringify(runs);
