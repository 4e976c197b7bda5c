import type { ConformanceSubject } from "@lockstep/conformance";
import "@tensorflow/tfjs-backend-webgl";
import { tfjsSubject } from "./tfjs-subject.ts";

export const subject: ConformanceSubject = await tfjsSubject("webgl", { functionUlps: 16 });
