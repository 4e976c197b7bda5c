import type { ConformanceSubject } from "@lockstep/conformance";
import "@tensorflow/tfjs-backend-webgpu";
import { env } from "@tensorflow/tfjs-core";
import { tfjsSubject } from "./tfjs-subject.ts";

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

export const subject: ConformanceSubject = await tfjsSubject("webgpu", {
  "WebGPU adapter": `${vendor} ${architecture}`,
});

// The program for small products is one workgroup for each number of the result: SwiftShader, which computes on the CPU,
// takes 50 ms for a product of 16 x 16 by 16 x 8. MatMulSmallOutputSizeProgram (2) takes a hundredth of that.
if (architecture === "swiftshader") env().set("WEBGPU_MATMUL_PROGRAM_TYPE", 2);
