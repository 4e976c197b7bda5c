import { requireRandomSites, type EngineModel, type RandomSite } from "@lockstep/core/engine";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { emitLayer } from "./emit-layer.ts";
import type { GraphTarget } from "./graph-target.ts";
import type { DropoutValues } from "./layer-context.ts";

/** A model's part of a graph: its inputs and what comes out. */
export interface EmittedModel {
  /** Data, [rows, ...inputShape]. */
  readonly inputs: GraphValue;
  readonly parameters: ReadonlyMap<string, GraphValue>;
  /** One pair for each dropout layer, in forward order; empty where dropout is off. */
  readonly dropouts: readonly DropoutValues[];
  /** [rows, ...outputShape] */
  readonly output: GraphValue;
}

/**
 * Emits a model's layers after one another. Data, parameters and masks become graph inputs: a runtime cannot be handed
 * new weights any other way.
 *
 * @param dropout whether the dropout layers apply fed masks; without, they are the identity.
 * @throws {UnsupportedOptionError} with dropout, for a random site of another kind.
 */
export function emitModel(
  graph: GraphBuilder,
  model: Pick<EngineModel, "layers" | "inputShape">,
  dropout: boolean,
  target: GraphTarget,
): EmittedModel {
  const randomSites = model.layers.flatMap((layer) => layer.randomSites);
  if (dropout) requireRandomSites("@lockstep/onnx", { microBatches: false }, { randomSites });
  const inputs = graph.input("inputs", "float32", ["rows", ...model.inputShape]);
  const parameters = new Map(
    model.layers.flatMap((layer) =>
      layer.parameters.map(({ name, shape }) => [name, graph.input(name, "float32", shape)] as const),
    ),
  );
  const dropouts: DropoutValues[] = [];
  let output = inputs;
  for (const layer of model.layers) {
    const [site] = layer.sites;
    const values = dropout && site !== undefined ? maskInputs(graph, site, output, layer.randomSites[0]!) : undefined;
    if (values !== undefined) dropouts.push(values);
    output = emitLayer({ graph, layer, target, parameters, dropout: values }, output);
  }
  return { inputs, parameters, dropouts, output };
}

function maskInputs(graph: GraphBuilder, site: number, activation: GraphValue, randomSite: RandomSite): DropoutValues {
  // Of two rows: an axis of length 1 is one whose elements share a draw, or has one element anyway.
  const drawn = randomSite.shape(2);
  const shape = activation.shape.map((length, axis) => (drawn[axis] === 1 ? 1 : length));
  return {
    mask: graph.input(`mask.${site}`, "bool", shape),
    scale: graph.input(`scale.${site}`, "float32", []),
  };
}
