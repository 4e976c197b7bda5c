import { DeviceLostError } from "@lockstep/core";
import type { OrtNamespace } from "./ort-namespace.ts";
import type { ExecutionProvider } from "./session-settings.ts";

/** As much of a `GPUDevice` as tells that it is lost. */
interface Device {
  readonly lost: Promise<unknown>;
}

/** Milliseconds that a loss has to be told of after something failed. */
const GRACE = 2000;

/** Whether a device is lost, and who waits for it. */
interface DeviceLoss {
  isLost: boolean;
  readonly waiting: Set<() => void>;
}

/** What is known of each device. */
const losses = new WeakMap<Device, DeviceLoss>();

/**
 * The GPU's device under a runtime, which the driver or the browser may take away. What waits for it then waits for ever: the
 * runtime does not hear of it.
 */
export class RuntimeDevice {
  readonly #ort: Pick<OrtNamespace, "env">;
  readonly #engine: string;

  /** @param executionProvider on "wasm" there is nothing to lose. */
  constructor(ort: Pick<OrtNamespace, "env">, executionProvider: ExecutionProvider) {
    this.#ort = executionProvider === "webgpu" ? ort : {};
    this.#engine = `ort-${executionProvider}`;
  }

  /**
   * What comes of work of the runtime, if the device is there all the while.
   *
   * @throws {DeviceLostError} if it is lost before or meanwhile, whatever comes of the work.
   */
  async lasts<Result>(work: () => Promise<Result>): Promise<Result> {
    const loss = await this.#loss();
    // Before the first session there is no device.
    if (loss === undefined) return await work();
    this.#require(loss);
    // A promise for each work: one that lives as long as the device would keep what every race left on it.
    let notify = (): void => {};
    const lost = new Promise<never>((_resolve, reject) => {
      notify = () => reject(new DeviceLostError(this.#engine));
    });
    loss.waiting.add(notify);
    try {
      const result = await Promise.race([work(), lost]);
      this.#require(loss);
      return result;
    } catch (error) {
      // The browser tells of the loss behind the failure of what waited for the device, some tasks later.
      await Promise.race([lost, new Promise<void>((resolve) => setTimeout(resolve, GRACE))]);
      throw error;
    } finally {
      loss.waiting.delete(notify);
    }
  }

  #require({ isLost }: DeviceLoss): void {
    if (isLost) throw new DeviceLostError(this.#engine);
  }

  async #loss(): Promise<DeviceLoss | undefined> {
    const device = (await this.#ort.env?.webgpu?.device) as Device | undefined;
    if (device === undefined) return undefined;
    const known = losses.get(device);
    if (known !== undefined) return known;
    const loss: DeviceLoss = { isLost: false, waiting: new Set() };
    losses.set(device, loss);
    void watch(device, loss);
    return loss;
  }
}

async function watch(device: Device, loss: DeviceLoss): Promise<void> {
  await device.lost;
  loss.isLost = true;
  for (const notify of loss.waiting) notify();
}
