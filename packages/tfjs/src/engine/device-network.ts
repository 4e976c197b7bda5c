import type { UnitMask } from "../masks/unit-mask.ts";
import type { DeviceTensor, DeviceTensors, TfjsNamespace } from "../namespace/tfjs-namespace.ts";

/** What a network computes with, besides its inputs. */
export interface NetworkPass {
  readonly tf: TfjsNamespace;
  /** By name, in the device's layouts. */
  readonly parameters: DeviceTensors;
  /** By name. */
  readonly buffers: DeviceTensors;
  /** One for each random site; undefined where dropout is off. */
  readonly masks: readonly UnitMask[] | undefined;
}

/** A batch's loss, before any division, and what it asks of the network. */
export type LossOfBatch = {
  /** A scalar. */
  readonly lossSum: DeviceTensor;
  /** Gradient with respect to the network's scores. */
  readonly gradient: DeviceTensor;
};

/** Sums over rows, still on the device, and the buffers after them. A type, not an interface, so that tidy looks inside. */
export type BatchSums = {
  readonly lossSum: DeviceTensor;
  /** By parameter, in the device's layouts. */
  readonly gradients: DeviceTensors;
  /** All of them, those that did not change as well. */
  readonly buffers: DeviceTensors;
};

/** The part of an engine's state that a network computes with. */
type NetworkState = Pick<NetworkPass, "parameters" | "buffers">;

/** What of a model computes on the device. It frees nothing: a tidy around the call does. */
export interface DeviceNetwork {
  /** What `predict` returns: outside training, dropout only where masks are given. */
  output(inputs: DeviceTensor, pass: NetworkPass): DeviceTensor;
  /** What the loss takes, likewise. */
  scores(inputs: DeviceTensor, pass: NetworkPass): DeviceTensor;
  /** Forward in training, loss and gradients. */
  sums(inputs: DeviceTensor, pass: NetworkPass, lossOf: (scores: DeviceTensor) => LossOfBatch): BatchSums;
  /** Of a network that holds its weights itself: takes over the engine's. */
  adopt?(state: NetworkState): void;
  /**
   * Of such a network, before any work.
   *
   * @throws {InvalidOptionError} if they are not there any more.
   */
  requireAdopted?(engine: string, state: NetworkState): void;
}
