import type { ResolvedLayer } from "@lockstep/core/engine";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { GraphTarget } from "./graph-target.ts";

/** The graph inputs of one dropout layer. */
export interface DropoutValues {
  /** Bool, true keeps; of the activation's shape, with 1 along the axes that share a draw. */
  readonly mask: GraphValue;
  /** Scalar: what a kept element is multiplied by. */
  readonly scale: GraphValue;
}

/** What a layer is emitted with, besides its input. */
export interface LayerContext {
  readonly graph: GraphBuilder;
  readonly layer: ResolvedLayer;
  readonly target: GraphTarget;
  /** Every parameter of the model by name. */
  readonly parameters: ReadonlyMap<string, GraphValue>;
  /** The layer's mask; `undefined` where dropout is off. */
  readonly dropout: DropoutValues | undefined;
}
