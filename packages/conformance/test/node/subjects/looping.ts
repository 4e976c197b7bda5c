import { REFERENCE_CAPABILITIES } from "@lockstep/core/reference";
import type { ConformanceSubject } from "../../../src/index.ts";

/** An engine that never comes to be. */
export const subject: ConformanceSubject = {
  name: "looping",
  capabilities: REFERENCE_CAPABILITIES,
  createEngine() {
    for (;;);
  },
};
