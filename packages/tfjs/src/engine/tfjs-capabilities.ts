import type { EngineCapabilities } from "@lockstep/core";
import { ALL_CAPABILITIES } from "@lockstep/core/engine";

/**
 * What the engine takes: all that there is (a layer or loss without a kernel does not compile), but on webgpu no embedding of
 * ids that a layer computes. They are read on the host, in the middle of a step; webgpu does so only for what was uploaded a
 * moment ago, which a model's inputs are: reading what it computed goes through a canvas, which gives zeros where the page
 * cannot draw.
 */
export function tfjsCapabilities(backend: string): EngineCapabilities {
  return { ...ALL_CAPABILITIES, computedIds: backend !== "webgpu" };
}
