import { createReferenceEngine } from "@lockstep/core/reference";
import { model, settings, smallRun, type SmallRun } from "./small-run.js";

/** The small run on the reference engine. */
export async function trainReference(): Promise<SmallRun> {
  return smallRun(createReferenceEngine(model, settings));
}
