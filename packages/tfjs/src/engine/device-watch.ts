import { DeviceLostError } from "@lockstep/core";

import { backendDevice, type BackendDevice } from "../namespace/backend-device.ts";
import type { TfjsNamespace } from "../namespace/tfjs-namespace.ts";

/**
 * Whether the device of a backend is lost: a browser takes it away when the driver starts anew, the machine sleeps or a
 * page asks for too much. From then on WebGL computes nothing and reads zeros, without an error.
 */
export class DeviceWatch {
  readonly #engine: string;
  readonly #device: BackendDevice;

  /** @param tf with the backend that the engine stays on. */
  constructor(engine: string, tf: TfjsNamespace) {
    this.#engine = engine;
    this.#device = backendDevice(tf);
  }

  /** @throws {DeviceLostError} if it is lost. To be asked before work, and again before what was read is believed. */
  requireDevice(): void {
    if (this.#device.isLost()) throw new DeviceLostError(this.#engine);
  }

  /**
   * What was read, if the device was there all the while.
   *
   * @throws {DeviceLostError} if it was lost meanwhile, whatever came of the reading. Nothing may come of it: of a WebGL that
   *   is lost in the middle of its work, tfjs asks for ever whether that is done.
   */
  async read<Value>(reading: Promise<Value>): Promise<Value> {
    // A promise for each reading: one that lives as long as the device would keep what every race left on it.
    let forget = (): void => {};
    const lost = new Promise<never>((_resolve, reject) => {
      forget = this.#device.whenLost(() => reject(new DeviceLostError(this.#engine)));
    });
    try {
      const value = await Promise.race([reading, lost]);
      this.requireDevice();
      return value;
    } catch (error) {
      await this.#device.settle();
      this.requireDevice();
      throw error;
    } finally {
      forget();
    }
  }
}
