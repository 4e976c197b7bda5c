import type { LossSpec, NamedTensors, ParameterInfo, Shape } from "@lockstep/core";
import type { LayerBuffer, RandomSite } from "@lockstep/core/engine";
import type { ExternalData } from "../model-file/external-data.ts";
import type { Network } from "../network/network.ts";

/** A model of an ONNX file, ready to be trained. */
export interface OnnxModel {
  readonly network: Network;
  readonly loss: LossSpec;
  /** Shape of one row of input. */
  readonly inputShape: Shape;
  /** Shape of one row of output. */
  readonly outputShape: Shape;
  /** What is trained; the file's other weights stay constants. */
  readonly parameters: readonly ParameterInfo[];
  /** Running statistics. */
  readonly buffers: readonly LayerBuffer[];
  readonly weights: NamedTensors;
  readonly initialBuffers: NamedTensors;
  /** The layers that draw, in forward order. */
  readonly randomSites: readonly RandomSite[];
  /** Everything about the model that its numbers depend on, except the weights. */
  readonly fingerprint: string;
  /** The only number of rows that a batch may have, where the file fixes it. @default any */
  readonly rows?: number;
  /** The inputs are ids below this number. @default any floats */
  readonly inputIds?: number;
  /** The bytes of the file, with these weights and running statistics. */
  exportModel(state: { readonly parameters: NamedTensors; readonly buffers?: NamedTensors }): Uint8Array;
}

/** Names, or patterns of names. */
export type NamePattern = string | RegExp;

/** Options of {@link openOnnxModel}. */
export interface OnnxModelOptions {
  /** What training minimises. */
  readonly loss: LossSpec;
  /** Which of the file's weights are trained; the others are constants. @default all */
  readonly trainable?: NamePattern | readonly NamePattern[];
  /** The files beside the model, where it keeps its tensors' data in some. */
  readonly externalData?: ExternalData;
  /** The graph's input that takes the batch. @default the only one */
  readonly input?: string;
  /** The graph's output that the loss reads. @default the only one */
  readonly output?: string;
  /** Lengths of axes that the file has a name for, other than the batch. */
  readonly dimensions?: Readonly<Record<string, number>>;
  /** By what the running variance moves: ONNX's "population" variance, or PyTorch's "unbiased" one. @default "population" */
  readonly runningVariance?: "population" | "unbiased";
  /** Weights to start from, by name. @default the file's */
  readonly weights?: NamedTensors;
}
