import { InvalidOptionError } from "@lockstep/core";
import type { OrtNamespace } from "./ort-namespace.ts";

/**
 * Returns `ort` if it is a namespace of ONNX Runtime.
 *
 * @throws {InvalidOptionError} otherwise; the message tells what to import.
 */
export function requireOrtNamespace(ort: unknown): OrtNamespace {
  const candidate = (typeof ort === "object" && ort !== null ? ort : {}) as {
    readonly InferenceSession?: { readonly create?: unknown };
    readonly Tensor?: unknown;
  };
  if (typeof candidate.InferenceSession?.create === "function" && typeof candidate.Tensor === "function") {
    return ort as OrtNamespace;
  }
  throw new InvalidOptionError({
    subject: "createOrtEngine: ort",
    rule: "must be ONNX Runtime's namespace, with InferenceSession and Tensor",
    received: typeof ort === "object" && ort !== null ? Object.keys(ort) : ort,
    remedy:
      'Run: npm install onnxruntime-web. Then pass ort of: import * as ort from "onnxruntime-web" (an `import()` needs its await).',
  });
}
