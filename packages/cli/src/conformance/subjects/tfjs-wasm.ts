import type { ConformanceSubject } from "@lockstep/conformance";
import { loadEngine } from "../../engines.ts";
import { tfjsSubject } from "../tfjs-subject.ts";

// Tells the backend where its binaries lie, which only Node can find out.
await loadEngine("tfjs-wasm");

export const subject: ConformanceSubject = await tfjsSubject("wasm");
