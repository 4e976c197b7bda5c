// A subject with a capability that does not exist.
import { createReferenceEngine } from "@lockstep/core/reference";

export const subject = {
  name: "malformed",
  capabilities: { microBatches: true, layers: ["dense"] },
  createEngine: createReferenceEngine,
};
