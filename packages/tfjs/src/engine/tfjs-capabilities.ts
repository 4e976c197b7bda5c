import type { EngineCapabilities } from "@lockstep/core";
import { ALL_CAPABILITIES } from "@lockstep/core/engine";

/** What the engine takes, which is all that there is: a layer or loss without a kernel does not compile. */
export const TFJS_CAPABILITIES: EngineCapabilities = ALL_CAPABILITIES;
