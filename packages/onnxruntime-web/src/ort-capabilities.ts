import type { EngineCapabilities } from "@lockstep/core";
import { ALL_CAPABILITIES } from "@lockstep/core/engine";

/** What the engine takes. */
export const ORT_CAPABILITIES: EngineCapabilities = ALL_CAPABILITIES;
