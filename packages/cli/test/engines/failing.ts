// An engine that reports losses of evaluation which are not its losses, under a name that HTML has to escape.
import type { ConformanceSubject } from "@lockstep/conformance";
import { createReferenceEngine, REFERENCE_CAPABILITIES } from "@lockstep/core/reference";

export const subject: ConformanceSubject = {
  name: "off <by one>",
  capabilities: REFERENCE_CAPABILITIES,
  createEngine(model, options) {
    const engine = createReferenceEngine(model, options);
    return {
      ...engine,
      async evaluateBatch(batch) {
        const sums = await engine.evaluateBatch(batch);
        return { ...sums, lossSum: sums.lossSum + 1 };
      },
    };
  },
};
