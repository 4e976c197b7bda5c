import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { DrawValues } from "./draw-values.ts";

/** A network that can be emitted into any graph: of a model specification, or of an ONNX file. */
export interface Network {
  /**
   * Emits the forward pass. Data, parameters, buffers and draws become graph inputs: a runtime cannot be handed new
   * weights any other way.
   */
  emit(graph: GraphBuilder, mode: NetworkMode): EmittedNetwork;
}

/** How a network computes. */
export interface NetworkMode {
  /** Whether norms over the batch take its own statistics and move the running ones. */
  readonly training: boolean;
  /** Whether random layers apply what is fed; otherwise they are the identity. */
  readonly draws: boolean;
}

/** A network's part of a graph: its inputs and what comes out. */
export interface EmittedNetwork {
  /** Data, [rows, ...inputShape]. */
  readonly inputs: GraphValue;
  readonly parameters: ReadonlyMap<string, GraphValue>;
  /** The axis of a parameter that counts its units, for max-norm. @default 0, as PyTorch lays out weights */
  readonly unitAxes?: ReadonlyMap<string, number>;
  /** Running statistics that the pass reads. */
  readonly buffers: ReadonlyMap<string, GraphValue>;
  /** The running statistics after the pass; those that it does not move are not among them. */
  readonly nextBuffers: ReadonlyMap<string, GraphValue>;
  /** One for each random site, in forward order; empty where draws are off. */
  readonly draws: readonly DrawValues[];
  /** [rows, ...outputShape] */
  readonly output: GraphValue;
}
