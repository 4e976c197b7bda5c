import type { ConformanceSubject } from "@lockstep/conformance";
import { createOrtEngine } from "../../src/index.ts";
import { ORT_CAPABILITIES } from "../../src/ort-engine.ts";
import { MissingDependencyError } from "@lockstep/core";
import type { OrtNamespace } from "../../src/ort-namespace.ts";
import { ORT_DECLINES } from "./ort-declines.ts";

/** The engine on the native runtime, which is not among the dependencies: it is 288 MB. */
export async function nodeSubject(): Promise<ConformanceSubject> {
  const name = "onnxruntime-node";
  const ort = await importRuntime(name);
  return {
    name: "ort-node",
    capabilities: ORT_CAPABILITIES,
    declines: ORT_DECLINES,
    environment: { [name]: ort.env.versions.node },
    createEngine: (model, options) => createOrtEngine(ort, model, options),
  };
}

type NativeRuntime = OrtNamespace & { readonly env: { readonly versions: { readonly node: string } } };

async function importRuntime(name: string): Promise<NativeRuntime> {
  try {
    return (await import(name)) as NativeRuntime;
  } catch (cause) {
    throw new MissingDependencyError({
      subject: name,
      rule: "must be installed to test the engine on the native runtime",
      remedy: `Run: pnpm --filter @lockstep/onnxruntime-web add --save-dev --ignore-scripts ${name}`,
      cause,
    });
  }
}
