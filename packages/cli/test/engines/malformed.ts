// A subject with a capability that does not exist.
import { createReferenceEngine } from "@lockstep/core/reference";

export const subject: object = {
  name: "malformed",
  capabilities: { microBatches: true, layers: ["dense"] },
  createEngine: createReferenceEngine,
};
