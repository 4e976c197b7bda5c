import type { TfjsNamespace } from "./tfjs-namespace.ts";

/** The device under a backend, which a GPU's driver or the browser may take away. */
export interface BackendDevice {
  /** Whether it is known to be lost. */
  isLost(): boolean;
  /** The same, once the backend had the time to tell. */
  settle(): Promise<boolean>;
  /** Calls back once it is lost, at once if it is. @returns what ends that */
  whenLost(callback: () => void): () => void;
}

/** Milliseconds that a loss has to be told of after something failed. */
const GRACE = 2000;

/** What backends hold their device by; their types are not those of the namespace. */
interface DeviceOwner {
  /** Of webgl. */
  readonly gpgpu?: { readonly gl: { readonly canvas?: LossTarget; isContextLost(): boolean } };
  /** Of webgpu. */
  readonly device?: { readonly lost: Promise<unknown> };
}

/** A canvas, of a page or of a worker. */
interface LossTarget {
  addEventListener(type: "webglcontextlost", listener: () => void): void;
}

/** One for each backend: thousands of engines would leave as many listeners. */
const devices = new WeakMap<object, BackendDevice>();

/** The device of the current backend; that of cpu and wasm is never lost. */
export function backendDevice(tf: Pick<TfjsNamespace, "backend">): BackendDevice {
  const owner = tf.backend() as DeviceOwner;
  const known = devices.get(owner) ?? deviceOf(owner);
  devices.set(owner, known);
  return known;
}

function deviceOf({ gpgpu, device }: DeviceOwner): BackendDevice {
  const callbacks = new Set<() => void>();
  let told = false;
  const noticeLoss = (): void => {
    told = true;
    for (const callback of callbacks) callback();
  };
  void device?.lost.then(noticeLoss);
  gpgpu?.gl.canvas?.addEventListener("webglcontextlost", noticeLoss);
  const isLost = (): boolean => told || gpgpu?.gl.isContextLost() === true;
  return {
    isLost,
    async settle() {
      // WebGPU tells of it behind the failure of what waited for the device, some tasks later.
      if (device !== undefined && !told) {
        await new Promise<void>((resolve) => {
          callbacks.add(resolve);
          setTimeout(() => {
            callbacks.delete(resolve);
            resolve();
          }, GRACE);
        });
      }
      return isLost();
    },
    whenLost(callback) {
      if (isLost()) callback();
      callbacks.add(callback);
      return () => void callbacks.delete(callback);
    },
  };
}
