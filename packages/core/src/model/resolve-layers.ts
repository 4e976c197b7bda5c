import { InvalidOptionError } from "../errors/lockstep-error.ts";
import type { Shape } from "../tensor/shape.ts";
import type { InferredLayer } from "./inferred-layer.ts";
import type { LayerData } from "./layer-data.ts";
import { definitionOf } from "./layer-definition.ts";
import type { LayerSpec } from "./layer-spec.ts";
import type { ModelSpec } from "./model-spec.ts";

/** A layer of a model whose shapes have been inferred. */
export type ResolvedLayer = InferredLayer<LayerSpec>;

/** Counters that run over all layers in forward order, those inside others included. */
interface Counters {
  sites: number;
  parametric: number;
}

/**
 * Shape inference: walks the layers of a checked model and gives each its shapes, parameters and random sites.
 *
 * @throws {ShapeMismatchError} naming the layer, the shape it got and the one it needs.
 * @throws {InvalidOptionError} if two tensors have one name.
 */
export function resolveLayers(model: ModelSpec): readonly ResolvedLayer[] {
  const counters: Counters = { sites: 0, parametric: 0 };
  const layers = resolveSequence("", "", "layers", model.layers, model.inputShape, counters);
  rejectRepeatedNames(layers);
  return layers as readonly ResolvedLayer[];
}

function rejectRepeatedNames(layers: readonly InferredLayer<LayerData>[]): void {
  const seen = new Set<string>();
  for (const { name } of layers.flatMap(({ parameters, buffers }) => [...parameters, ...buffers])) {
    if (seen.has(name)) {
      throw new InvalidOptionError({
        subject: "layers",
        rule: "must have names that make every tensor's name its own",
        received: name,
        remedy: "Give one of the two layers another name.",
      });
    }
    seen.add(name);
  }
}

/**
 * @param path what goes before the names of its layers.
 * @param part what goes between, where a layer has no name of its own.
 */
function resolveSequence(
  path: string,
  part: string,
  subject: string,
  layers: readonly LayerData[],
  inputShape: Shape,
  counters: Counters,
): readonly InferredLayer<LayerData>[] {
  let shape = inputShape;
  return layers.map((layer, index) => {
    const name = path + (layer.name ?? `${part}${index}`);
    const inferred = resolveLayer(name, `${subject}[${index}]`, layer, shape, counters);
    shape = inferred.outputShape;
    return inferred;
  });
}

function resolveLayer(
  name: string,
  subject: string,
  layer: LayerData,
  inputShape: Shape,
  counters: Counters,
): InferredLayer<LayerData> {
  const form = definitionOf(layer)!.infer(layer, inputShape, {
    subject: `${subject} (${layer.kind}${layer.name === undefined ? "" : ` "${layer.name}"`})`,
    resolve: (part, layers, shape) =>
      resolveSequence(`${name}.`, `${part}.`, `${subject}.${part}`, layers, shape, counters),
  });
  const { outputShape, parameters = [], buffers = [], randomSites = [], branches = [] } = form;
  // The layers inside have taken their numbers while the form was made.
  const inside = branches.flat();
  const number = parameters.length > 0 ? counters.parametric++ : -1;
  return {
    spec: layer,
    name,
    inputShape,
    outputShape,
    parameters: [
      ...inside.flatMap((inner) => inner.parameters),
      ...parameters.map((parameter, index) => ({
        ...parameter,
        name: `${name}.${parameter.role}`,
        address: [number, index] as const,
      })),
    ],
    buffers: [
      ...inside.flatMap((inner) => inner.buffers),
      ...buffers.map((buffer) => ({ ...buffer, name: `${name}.${buffer.role}` })),
    ],
    sites: [...inside.flatMap((inner) => inner.sites), ...randomSites.map(() => counters.sites++)],
    randomSites: [...inside.flatMap((inner) => inner.randomSites), ...randomSites],
    branches,
  };
}
