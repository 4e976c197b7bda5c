import type { LossSpec, NamedTensors } from "@lockstep/core";
import type { LayerBuffer, ParameterInfo, RandomSite } from "@lockstep/core/engine";
import type { Network } from "../network/network.ts";

/** What an engine needs to train an ONNX file. */
export interface OnnxModel {
  readonly network: Network;
  readonly loss: LossSpec;
  /** Of one row. */
  readonly inputShape: readonly number[];
  /** Of one row. */
  readonly outputShape: readonly number[];
  readonly parameters: readonly ParameterInfo[];
  /** Running statistics that training moves. */
  readonly buffers: readonly LayerBuffer[];
  /** The file's values of the parameters. */
  readonly weights: NamedTensors;
  /** The file's values of the buffers. */
  readonly initialBuffers: NamedTensors;
  /** The file's `Dropout` nodes, in forward order. */
  readonly randomSites: readonly RandomSite[];
  /** Everything that the numbers depend on, except the weights. */
  readonly fingerprint: string;
  /** The number of rows of every batch, where the file fixes it. */
  readonly rows?: number;
  /**
   * Name of a batch norm that takes one value a channel from each row, where there is one: to train, it needs two rows or more.
   */
  readonly normOverRows?: string;
  /** Inputs are ids, whole numbers below this one. */
  readonly inputIds?: number;
  /**
   * The file with other weights, in inference mode: `Dropout` and batch norm no longer train. What the file holds besides
   * (names, metadata, fields unknown here) stays as it was.
   */
  exportModel(state: { readonly parameters: NamedTensors; readonly buffers?: NamedTensors }): Uint8Array;
}
