import { UnsupportedOptionError } from "@lockstep/core";
import { requireOneOf } from "@lockstep/core/engine";
import type { CpuFallback, ExecutionProvider, SessionSettings } from "./session-settings.ts";

const EXECUTION_PROVIDERS: readonly ExecutionProvider[] = ["wasm", "webgpu"];
/** Names of the options that say how sessions are made. */
export const SESSION_OPTIONS: readonly (keyof SessionSettings)[] = ["executionProvider", "cpuFallback"];

const CPU_FALLBACKS: readonly CpuFallback[] = ["forbid", "allow"];

/**
 * The checked settings of an engine's sessions.
 *
 * @throws {UnsupportedOptionError} for another execution provider of the runtime's.
 * @throws {InvalidOptionError} for a fallback that does not exist.
 */
export function requireSettings({
  executionProvider = "wasm",
  cpuFallback = "forbid",
}: Partial<SessionSettings>): SessionSettings {
  if (!EXECUTION_PROVIDERS.includes(executionProvider)) {
    throw new UnsupportedOptionError({
      subject: "createOrtEngine: executionProvider",
      rule: 'must be "wasm" or "webgpu"',
      received: executionProvider,
      remedy: 'Leave it out for "wasm".',
    });
  }
  requireOneOf("createOrtEngine: cpuFallback", cpuFallback, CPU_FALLBACKS);
  return { executionProvider, cpuFallback };
}
