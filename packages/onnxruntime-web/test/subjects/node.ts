import type { ConformanceSubject } from "@lockstep/conformance";
import { createOrtEngine } from "../../src/index.ts";
import { ortDeclaration } from "../../src/conformance/index.ts";
import { MissingDependencyError } from "@lockstep/core";
import type { OrtNamespace } from "../../src/ort-namespace.ts";

/** The engine on the native runtime, which is not among the dependencies: it is 288 MB. */
export async function nodeSubject(): Promise<ConformanceSubject> {
  const name = "onnxruntime-node";
  const ort = await importRuntime(name);
  return {
    name: "ort-node",
    ...ortDeclaration("node"),
    environment: { [name]: ort.env.versions.node },
    createEngine: (model, options) => createOrtEngine(ort, model, options),
  };
}

type NativeRuntime = OrtNamespace & { readonly env: { readonly versions: { readonly node: string } } };

/**
 * @throws {MissingDependencyError} if this very package is not installed. What else goes wrong as it loads is thrown as it
 *   is: a package of its own that is missing, a binary for another machine.
 */
export async function importRuntime(name: string): Promise<NativeRuntime> {
  try {
    return (await import(name)) as NativeRuntime;
  } catch (cause) {
    if (!isNotInstalled(cause, name)) throw cause;
    throw new MissingDependencyError({
      subject: name,
      rule: "must be installed to test the engine on the native runtime",
      remedy: `Run: pnpm --filter @lockstep/onnxruntime-web add --save-dev --ignore-scripts ${name}`,
      cause,
    });
  }
}

/** Node names the package in quotes only if there is no folder of it. */
function isNotInstalled(error: unknown, name: string): boolean {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  return code === "ERR_MODULE_NOT_FOUND" && String(message).startsWith(`Cannot find package '${name}' imported from `);
}
