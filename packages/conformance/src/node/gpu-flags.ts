/** Who computes WebGL and WebGPU: the processor (SwiftShader), or what the browser chooses. */
export const GPU_CHOICES = ["software", "hardware"] as const;

/** One of {@link GPU_CHOICES}. */
export type GpuChoice = (typeof GPU_CHOICES)[number];

/** SwiftShader for both, whatever the machine has. */
const SOFTWARE: readonly string[] = [
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--enable-unsafe-webgpu",
  "--enable-features=Vulkan,WebGPU",
  "--use-webgpu-adapter=swiftshader",
  "--ignore-gpu-blocklist",
];

/** Linux, where Chromium has WebGPU only if it is asked for it, and over Vulkan. */
const HARDWARE_ON_LINUX: readonly string[] = ["--enable-unsafe-webgpu", "--enable-features=Vulkan"];

/** Chromium's flags for a choice. */
export function gpuFlags(gpu: GpuChoice, platform: string = process.platform): readonly string[] {
  if (gpu === "software") return SOFTWARE;
  return platform === "linux" ? HARDWARE_ON_LINUX : [];
}
