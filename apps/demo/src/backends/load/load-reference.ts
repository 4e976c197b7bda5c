import manifest from "@lockstep/core/package.json" with { type: "json" };
import { createReferenceEngine } from "@lockstep/core/reference";
import type { LoadedBackend } from "../loaded-backend.ts";

/** The reference engine: by WebAssembly's vectors where there are any, else by TypeScript, with the same bits. */
export function loadReference(): LoadedBackend {
  return {
    version: `${manifest.name} ${manifest.version}`,
    create: async (model, options) => createReferenceEngine(model, options),
    dispose() {},
  };
}
