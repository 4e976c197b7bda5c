import type { EngineCapabilities } from "@lockstep/core";
import { ALL_CAPABILITIES } from "@lockstep/core/engine";
import type { ExecutionProvider } from "./session-settings.ts";

/** What the engine takes. Only kernels of CPUs look whether an index is one, so that GPUs get no ids that a layer computes. */
export function ortCapabilities(executionProvider: ExecutionProvider): EngineCapabilities {
  return { ...ALL_CAPABILITIES, computedIds: executionProvider !== "webgpu" };
}
