import { LockstepError, MissingDependencyError, UnsupportedOptionError } from "@lockstep/core";
import type { SessionSettings } from "./session-settings.ts";

/** As much of the browser's WebGPU as tells whether there is a GPU. */
interface WebGpuScope {
  readonly navigator?: { readonly gpu?: { requestAdapter(): Promise<unknown> } };
}

/**
 * The error to throw where a session could not be created: typed where the reason is known, otherwise the runtime's own.
 *
 * @param graph the name of the graph that it was for.
 */
export async function sessionFailure(
  { executionProvider, cpuFallback }: SessionSettings,
  graph: string,
  cause: unknown,
): Promise<unknown> {
  if (cause instanceof LockstepError) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  const notStarted = /no available backend found|backend not found/i.test(message);
  if (executionProvider === "wasm") return notStarted ? runtimeMissing(cause) : cause;
  if (cpuFallback === "forbid" && /fallback to CPU EP has been explicitly disabled/i.test(message)) {
    return new UnsupportedOptionError({
      subject: `createOrtEngine: the ${graph} graph`,
      rule: "has operators for which this runtime has no GPU kernel",
      remedy: 'Pass cpuFallback: "allow" to compute them on the CPU, or take a newer onnxruntime-web.',
      cause,
    });
  }
  // The runtime has a different message for each of its packages, so the page is asked.
  if (!(await hasAdapter())) {
    return new UnsupportedOptionError({
      subject: 'createOrtEngine: executionProvider "webgpu"',
      rule: "needs a WebGPU adapter, and none was found here",
      remedy: 'Take a browser and a machine with WebGPU, or leave the option out to compute on "wasm".',
      cause,
    });
  }
  if (notStarted) {
    return new UnsupportedOptionError({
      subject: 'createOrtEngine: executionProvider "webgpu"',
      rule: "is not in the package that was passed as ort, or its files were not found",
      remedy:
        'Pass ort of: import * as ort from "onnxruntime-web/webgpu"; ort.env.wasm.wasmPaths says where its files are.',
      cause,
    });
  }
  return cause;
}

/** The package that was passed holds no runtime, as `onnxruntime-common`, or the page does not serve its files. */
function runtimeMissing(cause: unknown): MissingDependencyError {
  return new MissingDependencyError({
    subject: "createOrtEngine: ort",
    rule: "has no kernels for the CPU, or its .wasm files were not found",
    remedy:
      'Pass ort of: import * as ort from "onnxruntime-web" (npm install onnxruntime-web); "onnxruntime-web/wasm" does not start on Node 20. In a page, ort.env.wasm.wasmPaths says where its files are.',
    cause,
  });
}

async function hasAdapter(): Promise<boolean> {
  const { navigator } = globalThis as unknown as WebGpuScope;
  try {
    return Boolean(await navigator?.gpu?.requestAdapter());
  } catch {
    return false;
  }
}
