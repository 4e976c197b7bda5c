import { DeviceLostError } from "@lockstep/core";

import type { TfjsNamespace } from "../namespace/tfjs-namespace.ts";

/** What of tfjs's backends tells whether their device is still there; their types are not those of the namespace. */
interface DeviceOwner {
  /** Of webgl. */
  readonly gpgpu?: { readonly gl: { isContextLost(): boolean } };
  /** Of webgpu. */
  readonly device?: { readonly lost: Promise<unknown> };
}

/**
 * Whether the device of a backend is lost: a browser takes it away when the driver starts anew, the machine sleeps or a
 * page asks for too much. From then on WebGL computes nothing and reads zeros, without an error.
 */
export class DeviceWatch {
  readonly #engine: string;
  readonly #owner: DeviceOwner;
  #lost = false;

  /** @param tf with the backend that the engine stays on. */
  constructor(engine: string, tf: TfjsNamespace) {
    this.#engine = engine;
    this.#owner = tf.backend() as DeviceOwner;
    void this.#noticeLoss();
  }

  async #noticeLoss(): Promise<void> {
    if (this.#owner.device === undefined) return;
    await this.#owner.device.lost;
    this.#lost = true;
  }

  /** @throws {DeviceLostError} if it is lost. To be asked before work, and again before what was read is believed. */
  requireDevice(): void {
    if (this.#lost || this.#owner.gpgpu?.gl.isContextLost() === true) throw new DeviceLostError(this.#engine);
  }

  /**
   * What was read, if the device was there all the while.
   *
   * @throws {DeviceLostError} if it was lost meanwhile, whatever came of the reading.
   */
  async read<Value>(reading: Promise<Value>): Promise<Value> {
    try {
      const value = await reading;
      this.requireDevice();
      return value;
    } catch (error) {
      // WebGPU tells of the loss in a task of its own, behind the failure of what waited for the device.
      if (this.#owner.device !== undefined) await new Promise<void>((settle) => setTimeout(settle));
      this.requireDevice();
      throw error;
    }
  }
}
