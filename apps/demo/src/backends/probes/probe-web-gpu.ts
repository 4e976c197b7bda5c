import { isSoftwareRenderer } from "./is-software-renderer.ts";
import { absent, type ProbeResult } from "./probe-result.ts";
import { webGpuRemedy } from "./web-gpu-remedy.ts";

/** Whether there is a WebGPU adapter, and which. */
export async function probeWebGpu(): Promise<ProbeResult> {
  if (!isSecureContext) {
    return absent("Browsers give WebGPU to secure pages only: open this one over https or from localhost.");
  }
  // Older browsers do not have the property.
  const { gpu } = navigator as Partial<Navigator>;
  const remedy = webGpuRemedy(navigator.userAgent);
  if (gpu === undefined) return absent(`This browser has no WebGPU. ${remedy}`);
  const adapter = await gpu.requestAdapter().catch(() => null);
  if (adapter === null) return absent(`WebGPU finds no graphics adapter. ${remedy}`);
  const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
  const name = [vendor, architecture, description].filter((part) => part !== "").join(" ");
  return { missing: null, adapter: name === "" ? null : name, software: isFallbackAdapter || isSoftwareRenderer(name) };
}
