import type { ConformanceSubject } from "@lockstep/conformance";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { tfjsSubject } from "./tfjs-subject.ts";

/** Where a browser finds the backend's binaries; Node reads them from the package. */
const WASM_FILES = "/node_modules/@tensorflow/tfjs-backend-wasm/dist/";

if ("location" in globalThis) setWasmPaths(WASM_FILES);

export const subject: ConformanceSubject = await tfjsSubject("wasm");
