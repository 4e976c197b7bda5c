import type { ConformanceSubject } from "@lockstep/conformance";
import "@tensorflow/tfjs-backend-cpu";
import { tfjsSubject } from "../tfjs-subject.ts";

export const subject: ConformanceSubject = await tfjsSubject("cpu");
