import type { ConformanceSubject } from "@lockstep/conformance";
import { createReferenceEngine, REFERENCE_CAPABILITIES } from "@lockstep/core/reference";
import { ortDeclaration } from "@lockstep/onnxruntime-web/conformance";
import { tfjsDeclaration } from "@lockstep/tfjs/conformance";
import type { BackendName } from "../../backends/backend-name.ts";
import type { LoadedBackend } from "../../backends/loaded-backend.ts";

type Declaration = Omit<ConformanceSubject, "name" | "createEngine" | "environment">;

/** What each engine declares, as in the tests that write the committed records. */
const DECLARATIONS: Readonly<Record<BackendName, () => Declaration>> = {
  reference: () => ({ capabilities: REFERENCE_CAPABILITIES, exact: true }),
  "tfjs-cpu": () => tfjsDeclaration("cpu"),
  "tfjs-wasm": () => tfjsDeclaration("wasm"),
  "tfjs-webgl": () => tfjsDeclaration("webgl"),
  "tfjs-webgpu": () => tfjsDeclaration("webgpu"),
  "ort-wasm": () => ortDeclaration("wasm"),
  "ort-webgpu": () => ortDeclaration("webgpu"),
};

/** The subject that a backend is to the kit. */
export function conformanceSubject(
  name: BackendName,
  backend: LoadedBackend,
  environment: Readonly<Record<string, string>>,
): ConformanceSubject {
  return {
    name,
    ...DECLARATIONS[name](),
    environment: { ...environment, ...versionEntry(backend.version) },
    createEngine: (model, options) => backend.create(model, options),
  };
}

/** The reference engine with all its cases, to know which there are. */
export const CATALOG_SUBJECT: ConformanceSubject = {
  name: "reference",
  ...DECLARATIONS.reference(),
  createEngine: createReferenceEngine,
};

/** `onnxruntime-web 1.30.0` as the records have it: the version by the package's name. */
function versionEntry(version: string): Readonly<Record<string, string>> {
  const space = version.lastIndexOf(" ");
  return space < 0 ? { version } : { [version.slice(0, space)]: version.slice(space + 1) };
}
