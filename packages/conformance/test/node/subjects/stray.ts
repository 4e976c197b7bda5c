import { createReferenceEngine, REFERENCE_CAPABILITIES } from "@lockstep/core/reference";
import type { ConformanceSubject } from "../../../src/index.ts";

/** Of every runtime that tests use. */
interface Timers {
  readonly setTimeout: (body: () => void) => void;
}

/**
 * An engine that leaves something which nobody catches as it is disposed of: a timer that throws if its network flattens, a
 * rejection if it drops out, and nothing in other networks.
 */
export const subject: ConformanceSubject = {
  name: "stray",
  capabilities: REFERENCE_CAPABILITIES,
  createEngine(model, options) {
    const engine = createReferenceEngine(model, options);
    const layers = JSON.stringify(model.layers);
    return {
      ...engine,
      [Symbol.dispose]() {
        if (layers.includes("flatten")) {
          (globalThis as unknown as Timers).setTimeout(() => {
            throw new Error("the timer is late");
          });
        } else if (layers.includes("dropout")) {
          void Promise.reject(new Error("the device is lost"));
        }
      },
    };
  },
};
