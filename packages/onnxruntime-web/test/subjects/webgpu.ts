import { meanSquaredError, relu, sequential } from "@lockstep/core";
import type { ConformanceSubject } from "@lockstep/conformance";
import * as ort from "onnxruntime-web/webgpu";
import { createOrtEngine } from "../../src/index.ts";
import { ortDeclaration } from "../../src/conformance/index.ts";

ort.env.wasm.numThreads = 1;

/** As much of the browser's WebGPU as tells which GPU there is. */
interface WebGpuScope {
  readonly navigator: {
    readonly gpu?: {
      requestAdapter(): Promise<{ readonly info: { readonly vendor: string; readonly architecture: string } } | null>;
    };
  };
}

const adapter = await (globalThis as unknown as WebGpuScope).navigator.gpu?.requestAdapter();
const { vendor, architecture } = adapter?.info ?? { vendor: "none", architecture: "none" };

export const subject: ConformanceSubject = {
  name: "ort-webgpu",
  ...ortDeclaration("webgpu"),
  environment: {
    "onnxruntime-web": ort.env.versions.web ?? ort.env.versions.common,
    "WebGPU adapter": `${vendor} ${architecture}`,
  },
  // An operator without a GPU kernel must be an error: computed on the CPU it would prove nothing.
  createEngine: (model, options) =>
    createOrtEngine(ort, model, { ...options, executionProvider: "webgpu", cpuFallback: "forbid" }),
};

// The runtime gives up its device, and with it every compiled shader, with the last session: one stays open.
const KEPT = sequential({ inputShape: [1], layers: [relu()] });
await subject.createEngine(KEPT, { loss: meanSquaredError(), seed: 0 });
