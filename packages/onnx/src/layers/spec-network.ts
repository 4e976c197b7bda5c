import type { EngineModel, RandomSite } from "@lockstep/core/engine";
import { timesRows, type GraphShape } from "../graph/dimension.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { drawInputs, type DrawKind, type DrawValues } from "../network/draw-values.ts";
import type { EmittedNetwork, Network, NetworkMode } from "../network/network.ts";
import { emitSequence } from "./emit-sequence.ts";

/**
 * The network of a model specification: its layers as operators.
 *
 * @throws {UnsupportedOptionError} or {ShapeMismatchError} from `emit`, for a model that was put together by hand and does
 *   not fit.
 * @example
 * const resolved = resolveEngineModel("mine", model, { loss: softmaxCrossEntropy(), seed: 42 });
 * const graph = new GraphBuilder("forward");
 * const { output } = specNetwork(resolved).emit(graph, { training: false, draws: false });
 * output.shape; // ["rows", 2]
 */
export function specNetwork(model: Pick<EngineModel, "layers" | "inputShape">): Network {
  return { emit: (graph, mode) => emitSpec(graph, model, mode) };
}

function emitSpec(
  graph: GraphBuilder,
  { layers, inputShape }: Pick<EngineModel, "layers" | "inputShape">,
  mode: NetworkMode,
): EmittedNetwork {
  const inputs = graph.input("inputs", "float32", ["rows", ...inputShape]);
  const named = layers.flatMap((layer) => layer.parameters);
  const parameters = new Map(named.map(({ name, shape }) => [name, graph.input(name, "float32", shape)] as const));
  const kept = layers.flatMap((layer) => layer.buffers);
  const buffers = new Map(kept.map(({ name, shape }) => [name, graph.input(name, "float32", shape)] as const));
  const sites = layers.flatMap((layer) => layer.randomSites);
  const draws = mode.draws ? sites.map((site, index) => siteInputs(graph, index, site)) : [];
  const nextBuffers = new Map<string, GraphValue>();
  const pass = { graph, training: mode.training, parameters, buffers, nextBuffers, draws };
  const output = emitSequence(pass, layers, inputs);
  return { inputs, parameters, buffers, nextBuffers, draws, output };
}

function siteInputs(graph: GraphBuilder, index: number, site: RandomSite): DrawValues {
  return drawInputs(graph, index, drawKind(site), symbolicShape(site));
}

function drawKind(site: RandomSite): DrawKind {
  switch (site.kind) {
    case "alpha-dropout":
      return "affine-mask";
    case "gaussian-dropout":
      return "multiply";
    case "gaussian-noise":
      return "add";
    case "dropout":
    case "drop-connect":
      return "mask";
  }
}

/** The shape of a site's draw as a function of the rows: what differs between one row and two depends on them. */
function symbolicShape({ shape }: RandomSite): GraphShape {
  const [one, two] = [shape(1), shape(2)];
  return one.map((length, axis) => (two[axis] === length ? length : timesRows(two[axis]! - length)));
}
