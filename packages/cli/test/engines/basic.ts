// An engine that computes dense networks alone, and says so.
import type { ConformanceSubject } from "@lockstep/conformance";
import { requireLayers, resolveEngineModel } from "@lockstep/core/engine";
import { createReferenceEngine, REFERENCE_CAPABILITIES } from "@lockstep/core/reference";

const { layerKinds: _, ...capabilities } = REFERENCE_CAPABILITIES;

export const subject: ConformanceSubject = {
  name: "basic",
  capabilities,
  declines: { layerKinds: "no kernels for this layer" },
  createEngine(model, options) {
    const { layers } = resolveEngineModel("basic", model, options);
    requireLayers("basic", undefined, layers, capabilities);
    return { ...createReferenceEngine(model, options), name: "basic", capabilities };
  },
};
