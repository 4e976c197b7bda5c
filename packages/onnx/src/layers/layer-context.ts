import type { ResolvedLayer } from "@lockstep/core/engine";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/** The graph inputs of one dropout layer. */
export interface DropoutValues {
  /** Bool, of the activation's shape: true keeps. */
  readonly mask: GraphValue;
  /** Scalar: what a kept element is multiplied by. */
  readonly scale: GraphValue;
}

/** What a layer is emitted with, besides its input. */
export interface LayerContext {
  readonly graph: GraphBuilder;
  readonly layer: ResolvedLayer;
  /** Every parameter of the model by name. */
  readonly parameters: ReadonlyMap<string, GraphValue>;
  /** The layer's mask; `undefined` where dropout is off. */
  readonly dropout: DropoutValues | undefined;
}
