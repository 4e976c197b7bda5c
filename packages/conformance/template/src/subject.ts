import type { ConformanceSubject } from "@lockstep/conformance";
import { createMyEngine, MY_CAPABILITIES } from "./engine.ts";

/** What `lockstep conformance --engine` and the tests run. */
export const subject: ConformanceSubject = {
  name: "my-engine",
  capabilities: MY_CAPABILITIES,
  // Reports say this of every case that is left out.
  declines: {
    layerKinds: "no kernel for this layer yet",
    losses: "no kernel for this loss yet",
    randomSiteKinds: "no kernel for this kind of draw yet",
    clipping: "the update does not clip yet",
    maxNorm: "the update does not limit norms yet",
  },
  createEngine: createMyEngine,
};
