import type { BackendAvailability } from "./backend-availability.ts";
import { BACKEND_NAMES, type BackendName } from "./backend-name.ts";
import { ANYWHERE, type ProbeResult } from "./probes/probe-result.ts";
import { probeWebAssembly } from "./probes/probe-web-assembly.ts";
import { probeWebGl } from "./probes/probe-web-gl.ts";
import { probeWebGpu } from "./probes/probe-web-gpu.ts";

/**
 * Which backends this browser can train on, in the order of the page's list. Asks the browser only; no backend's code is
 * loaded.
 */
export async function detectBackends(): Promise<readonly BackendAvailability[]> {
  const vectors = probeWebAssembly(true);
  const webGpu = await probeWebGpu();
  const probes: Readonly<Record<BackendName, ProbeResult>> = {
    // Its kernels are TypeScript where WebAssembly has no vectors.
    reference: ANYWHERE,
    "tfjs-cpu": ANYWHERE,
    "tfjs-wasm": probeWebAssembly(false),
    "tfjs-webgl": probeWebGl(),
    "tfjs-webgpu": webGpu,
    "ort-wasm": vectors,
    // The runtime drives the GPU from WebAssembly.
    "ort-webgpu": vectors.missing === null ? webGpu : vectors,
  };
  return BACKEND_NAMES.map((name) => ({ name, ...probes[name] }));
}
