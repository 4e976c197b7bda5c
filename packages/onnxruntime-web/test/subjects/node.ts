import type { ConformanceSubject } from "@lockstep/conformance";
import { createOrtEngine } from "../../src/index.ts";
import { ortCapabilities } from "../../src/ort-capabilities.ts";
import { MissingDependencyError } from "@lockstep/core";
import type { OrtNamespace } from "../../src/ort-namespace.ts";
import { ORT_CPU_KNOWN_FAILURES } from "./ort-declaration.ts";

/** The engine on the native runtime, which is not among the dependencies: it is 288 MB. */
export async function nodeSubject(): Promise<ConformanceSubject> {
  const name = "onnxruntime-node";
  const ort = await importRuntime(name);
  return {
    name: "ort-node",
    capabilities: ortCapabilities("wasm"),
    knownFailures: [
      ...ORT_CPU_KNOWN_FAILURES,
      ...[
        "POL-1 POL-2 layer.max-pool2d.0009 (max-pool2d, 1x1x4x4): output",
        "POL-5 layer.adaptive-max-pool2d.0002 (adaptive-max-pool2d, 1x1x4x4): output",
      ].map((example) => ({
        case: `pools and shapes > ${example}`,
        reason: "which of -0 and 0 is the largest is open: ONNX says nothing of it (ONNX operators, MaxPool)",
      })),
    ],
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
