import type { ResolvedLayer } from "@lockstep/core/engine";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { DrawValues } from "../network/draw-values.ts";

/** What the layers of a network are emitted with. */
export interface NetworkPass {
  readonly graph: GraphBuilder;
  /** Whether norms over the batch take its own statistics and move the running ones. */
  readonly training: boolean;
  /** Every parameter of the model by name. */
  readonly parameters: ReadonlyMap<string, GraphValue>;
  /** Every running statistic by name. */
  readonly buffers: ReadonlyMap<string, GraphValue>;
  /** Where a layer puts the running statistics that it has moved, by name. */
  readonly nextBuffers: Map<string, GraphValue>;
  /** The draw of each random site of the model; empty where draws are off. */
  readonly draws: readonly DrawValues[];
}

/** What one layer is emitted with, besides its input. */
export interface LayerContext extends NetworkPass {
  readonly layer: ResolvedLayer;
  /** Emits the layers of one of its branches. */
  readonly emitBranch: (layers: readonly ResolvedLayer[], input: GraphValue) => GraphValue;
}

/** The layer's own parameter of a role, such as `weight`; `undefined` where it has none. */
export function parameterOf({ layer, parameters }: LayerContext, role: string): GraphValue | undefined {
  const found = layer.parameters.find((parameter) => parameter.role === role);
  return found === undefined ? undefined : parameters.get(found.name);
}
