import type { TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import { cpuMaskKernel } from "./cpu.ts";
import type { MaskKernel } from "./mask-kernel.ts";
import { wasmMaskKernel } from "./wasm.ts";
import { webglMaskKernel } from "./webgl.ts";
import { webgpuMaskKernel } from "./webgpu.ts";

/** The name under which `tf.engine().runKernel` finds the kernel of the backend that is current. */
export const MASK_UNITS = "LockstepMaskUnits";

/** By the names that tfjs gives its backends. */
const KERNELS: ReadonlyMap<string, MaskKernel> = new Map([
  ["cpu", cpuMaskKernel],
  ["wasm", wasmMaskKernel],
  ["webgl", webglMaskKernel],
  ["webgpu", webgpuMaskKernel],
]);

/**
 * The kernel of the backend that is current, in tfjs's registry from the first call on.
 *
 * @returns undefined where there is none: another backend, or WebGL 1.
 */
export function registeredKernel(tf: TfjsNamespace): MaskKernel | undefined {
  const backendName = tf.getBackend();
  const kernel = KERNELS.get(backendName);
  if (kernel === undefined || !kernel.runsOn(tf)) return undefined;
  // A second entry would make tfjs warn.
  if (!tf.getKernel(MASK_UNITS, backendName)) {
    tf.registerKernel({ kernelName: MASK_UNITS, backendName, kernelFunc: kernel.kernelFunc });
  }
  return kernel;
}
