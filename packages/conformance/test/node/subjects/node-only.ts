import { REFERENCE_CAPABILITIES, createReferenceEngine } from "@lockstep/core/reference";
import type { ConformanceSubject } from "../../../src/index.ts";

/** An engine that cannot start where there is no Node. */
export const subject: ConformanceSubject = {
  name: `on Node ${process.versions.node}`,
  capabilities: REFERENCE_CAPABILITIES,
  createEngine: createReferenceEngine,
};
