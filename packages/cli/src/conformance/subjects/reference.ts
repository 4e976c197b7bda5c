import type { ConformanceSubject } from "@lockstep/conformance";
import { createReferenceEngine, REFERENCE_CAPABILITIES } from "@lockstep/core/reference";

export const subject: ConformanceSubject = {
  name: "reference",
  capabilities: REFERENCE_CAPABILITIES,
  exact: true,
  createEngine: createReferenceEngine,
};
