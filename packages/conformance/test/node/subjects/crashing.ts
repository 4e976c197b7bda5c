import { createReferenceEngine, REFERENCE_CAPABILITIES } from "@lockstep/core/reference";
import type { ConformanceSubject } from "../../../src/index.ts";

interface GjsGlobals {
  readonly imports: { readonly system: { exit(code: number): never } };
  readonly printerr: (words: string) => void;
}

let engines = 0;

/** An engine whose program goes down when the tenth is made. */
export const subject: ConformanceSubject = {
  name: "crashing",
  capabilities: REFERENCE_CAPABILITIES,
  createEngine(model, options) {
    if (++engines === 10) {
      const { imports, printerr } = globalThis as unknown as GjsGlobals;
      printerr("the tenth engine was one too many");
      imports.system.exit(7);
    }
    return createReferenceEngine(model, options);
  },
};
