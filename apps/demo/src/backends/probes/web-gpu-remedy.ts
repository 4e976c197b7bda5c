/** What would bring WebGPU, by what the browser calls itself. */
export function webGpuRemedy(userAgent: string): string {
  if (/firefox\//i.test(userAgent)) {
    return "Firefox has it on Windows since version 141 and on Macs with Apple's processors since 145; elsewhere switch dom.webgpu.enabled on in about:config, or take Chrome or Edge.";
  }
  if (/chrome\/|chromium\//i.test(userAgent)) {
    return /linux(?!.*android)/i.test(userAgent)
      ? "On Linux, open chrome://flags, enable “Unsafe WebGPU Support” and “Vulkan”, and start the browser again."
      : "Update the browser and the graphics driver, and switch graphics acceleration on in its settings.";
  }
  if (/safari\//i.test(userAgent)) {
    return "Safari has it since version 26; before that, switch WebGPU on under Feature Flags in its developer settings.";
  }
  return "Recent versions of Chrome, Edge, Firefox and Safari have it.";
}
