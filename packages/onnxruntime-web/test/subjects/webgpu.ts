import { meanSquaredError, relu, sequential } from "@lockstep/core";
import type { ConformanceSubject } from "@lockstep/conformance";
import * as ort from "onnxruntime-web/webgpu";
import { createOrtEngine } from "../../src/index.ts";
import { ortCapabilities } from "../../src/ort-capabilities.ts";

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
  capabilities: ortCapabilities("webgpu"),
  declines: { computedIds: "no kernel of a GPU looks whether an index is one" },
  functionUlps: 16,
  differences: "directions",
  knownFailures: [
    ...[
      "POL-1 POL-2 layer.max-pool2d.0009 (max-pool2d, 1x1x4x4): output",
      "POL-5 layer.adaptive-max-pool2d.0002 (adaptive-max-pool2d, 1x1x4x4): output",
    ].map((name) => ({
      case: `pools and shapes > ${name}`,
      reason:
        "which of -0 and 0 is the largest is open: WGSL's max has either (WebGPU Shading Language, max), and ONNX says " +
        "nothing of it (ONNX operators, MaxPool)",
    })),
    {
      case: "layer limits > LAY-4 layer-limits.sigmoid.nan: a NaN stays a NaN, and its neighbours are numbers",
      reason:
        "sigmoid(NaN) is 0: WGSL lets an implementation assume that there is no NaN (WebGPU Shading Language, 15.7.2 " +
        "Differences from IEEE-754), and the runtime's Sigmoid does not look for one",
    },
  ],
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
