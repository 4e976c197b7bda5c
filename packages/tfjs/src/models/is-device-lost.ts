import type { LayersNamespace } from "../namespace/layers-namespace.ts";

/** What the GPU backends of tfjs hold their device by. */
interface GpuBackend {
  readonly gpgpu?: { readonly gl?: { isContextLost?(): boolean } };
  readonly device?: { readonly lost?: Promise<unknown> };
}

/** Whether the current backend's WebGL context or WebGPU device is gone, and every tensor there with it. */
export async function isDeviceLost(tf: Pick<LayersNamespace, "backend">): Promise<boolean> {
  const { gpgpu, device } = tf.backend() as GpuBackend;
  if (gpgpu?.gl?.isContextLost?.() === true) return true;
  if (device?.lost === undefined) return false;
  // Of two settled promises a race takes the one that is listed first.
  return (await Promise.race([device.lost, Promise.resolve("alive")])) !== "alive";
}
