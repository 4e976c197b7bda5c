import type { TfjsNamespace } from "./tfjs-namespace.ts";

/** The device under a backend, which a GPU's driver or the browser may take away. */
export interface BackendDevice {
  /** Whether it is known to be lost. */
  isLost(): boolean;
  /** The same, once the backend had the time to tell. */
  settle(): Promise<boolean>;
}

/** What backends hold their device by; their types are not those of the namespace. */
interface DeviceOwner {
  /** Of webgl. */
  readonly gpgpu?: { readonly gl: { isContextLost(): boolean } };
  /** Of webgpu. */
  readonly device?: { readonly lost: Promise<unknown> };
}

/** The device of the current backend; that of cpu and wasm is never lost. */
export function backendDevice(tf: Pick<TfjsNamespace, "backend">): BackendDevice {
  const { gpgpu, device } = tf.backend() as DeviceOwner;
  let told = false;
  const noticeLoss = async (): Promise<void> => {
    if (device === undefined) return;
    await device.lost;
    told = true;
  };
  void noticeLoss();
  const isLost = (): boolean => told || gpgpu?.gl.isContextLost() === true;
  return {
    isLost,
    async settle() {
      // WebGPU tells of it in a task of its own, behind the failure of what waited for the device.
      if (device !== undefined) await new Promise<void>((resolve) => setTimeout(resolve));
      return isLost();
    },
  };
}
