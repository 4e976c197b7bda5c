// An engine that leaves a rejection which nobody handles whenever it is disposed of.
import type { ConformanceSubject } from "@lockstep/conformance";
import { createReferenceEngine, REFERENCE_CAPABILITIES } from "@lockstep/core/reference";

export const subject: ConformanceSubject = {
  name: "stray",
  capabilities: REFERENCE_CAPABILITIES,
  createEngine(model, options) {
    const engine = createReferenceEngine(model, options);
    return {
      ...engine,
      [Symbol.dispose]() {
        void Promise.reject(new Error("the device is lost"));
      },
    };
  },
};
