import type { ConformanceSubject } from "@lockstep/conformance";
import { createOrtEngine } from "../../src/index.ts";
import { ORT_CAPABILITIES } from "../../src/ort-engine.ts";
import type { OrtNamespace } from "../../src/ort-namespace.ts";
import { ORT_DECLINES } from "./ort-declines.ts";

/** The engine on the native runtime, which is not among the dependencies: it is 288 MB. */
export async function nodeSubject(): Promise<ConformanceSubject> {
  const name = "onnxruntime-node";
  const ort = (await import(name)) as OrtNamespace & { readonly env: { readonly versions: { readonly node: string } } };
  return {
    name: "ort-node",
    capabilities: ORT_CAPABILITIES,
    declines: ORT_DECLINES,
    environment: { [name]: ort.env.versions.node },
    createEngine: (model, options) => createOrtEngine(ort, model, options),
  };
}
