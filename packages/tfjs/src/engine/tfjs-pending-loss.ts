import { EngineDisposedError, type LossSum, type PendingLoss } from "@lockstep/core";

import type { DeviceWatch } from "./device-watch.ts";
import { downloadTensor } from "./tensor-transfer.ts";
import type { DeviceTensor } from "../namespace/tfjs-namespace.ts";

/** A step's loss, on the device until it is read. */
export class TfjsPendingLoss implements PendingLoss {
  readonly #engine: string;
  readonly #lossSum: DeviceTensor;
  readonly #weightSum: number;
  readonly #unread: Set<TfjsPendingLoss>;
  readonly #watch: DeviceWatch;
  #reading: Promise<LossSum> | undefined;

  /**
   * @param lossSum a kept scalar; this object frees it.
   * @param unread the engine's losses that still hold a tensor; this one enters it, and leaves it when it is freed.
   */
  constructor(
    engine: string,
    lossSum: DeviceTensor,
    weightSum: number,
    unread: Set<TfjsPendingLoss>,
    watch: DeviceWatch,
  ) {
    this.#engine = engine;
    this.#lossSum = lossSum;
    this.#weightSum = weightSum;
    this.#unread = unread;
    this.#watch = watch;
    unread.add(this);
  }

  /** Reads the loss and frees its tensor. A second call gives the same result. */
  read(): Promise<LossSum> {
    this.#reading ??= this.#read();
    return this.#reading;
  }

  /** Frees the tensor of a loss that nobody read. */
  dispose(): void {
    this.#unread.delete(this);
    this.#lossSum.dispose();
  }

  async #read(): Promise<LossSum> {
    if (this.#lossSum.isDisposed) throw new EngineDisposedError(this.#engine);
    try {
      const { data } = await this.#watch.read(downloadTensor(this.#lossSum));
      return { weightSum: this.#weightSum, lossSum: data[0]! };
    } finally {
      this.dispose();
    }
  }
}
