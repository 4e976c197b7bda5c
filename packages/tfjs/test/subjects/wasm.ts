import type { ConformanceSubject } from "@lockstep/conformance";
import "@tensorflow/tfjs-backend-wasm";
import { serveWasm } from "../serve-wasm.ts";
import { tfjsSubject } from "./tfjs-subject.ts";

serveWasm();

export const subject: ConformanceSubject = await tfjsSubject("wasm");
