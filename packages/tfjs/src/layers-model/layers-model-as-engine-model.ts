import { InvalidOptionError, UnsupportedOptionError, type NamedTensors, type Shape } from "@lockstep/core";
import { rejectUnknownOptions, requireLoss, requireOneOf, type LayerBuffer } from "@lockstep/core/engine";

import { downloadTensor } from "../engine/tensor-transfer.ts";
import type { TfjsModel } from "../engine/tfjs-model.ts";
import type { TfjsNamespace } from "../namespace/tfjs-namespace.ts";
import { drawingLayers, isOwnDraw, isStockDraw } from "./drawing-layers.ts";
import { innerLayers, type PlacedLayer } from "../models/inner-layers.ts";
import type { LayersModel } from "../namespace/layers-namespace.ts";
import type { LayersModelOptions } from "./layers-model-options.ts";
import { layersNetwork } from "./layers-network.ts";
import { namedWeights, type NamedWeight } from "../models/named-weights.ts";
import { requireLiveModel } from "../models/require-live-model.ts";
import { refuseUnfitLayers } from "./refuse-unfit-layers.ts";
import { topologyFingerprint } from "./topology-fingerprint.ts";
import { unitAxes } from "./unit-axes.ts";

/**
 * A model of tfjs-layers as the engine needs it, with the weights that it has now.
 *
 * @throws {LockstepError} as `createTfjsEngine`.
 */
export async function layersModelAsEngineModel(
  subject: string,
  tf: TfjsNamespace,
  model: LayersModel,
  options: LayersModelOptions,
): Promise<TfjsModel> {
  rejectUnknownOptions(subject, options, ["loss", "stockDropout"], {
    seed: "The model has its weights already; the seed of masks and batches is fit's.",
    weights: "The model has its weights already; engine.writeState changes them.",
  });
  const stockDropout = requireOneOf(`${subject}: stockDropout`, options.stockDropout ?? "refuse", [
    "replace",
    "refuse",
  ]);
  requireLiveModel(subject, model);
  const inputShape = rowShapeOf(subject, "input", model.inputs);
  const outputShape = rowShapeOf(subject, "output", model.outputs);
  const loss = requireLoss(options.loss, outputShape);

  const layers = innerLayers(model);
  refuseUnfitLayers(subject, layers);
  if (stockDropout === "refuse") refuseStockDraws(subject, layers.filter(isStockDraw));
  const drawsMasks = layers.filter((placed) => isStockDraw(placed) || isOwnDraw(placed));
  const drawing = drawingLayers(subject, tf, model, drawsMasks);

  const weights = namedWeights(model);
  const trained = new Set(model.trainableWeights);
  const parameters = weights.filter(({ weight }) => trained.has(weight));
  const buffers = weights.filter(({ weight }) => !trained.has(weight));
  return {
    layers: [],
    fingerprint: topologyFingerprint(model, layers, loss),
    inputShape,
    outputShape,
    loss,
    parameters: parameters.map(({ name, weight }) => ({ name, shape: weight.shape as Shape, trainable: true })),
    buffers: buffers.map(bufferOf),
    randomSites: drawing.map(({ site }) => site),
    weights: await tensorsOf(parameters),
    network: layersNetwork(subject, tf, {
      model,
      loss,
      drawing: drawing.map(({ layer }) => layer),
      parameters,
      buffers,
    }),
    layouts: new Map(),
    initialBuffers: await tensorsOf(buffers),
    unitAxes: (name) => unitAxes(parameters.find((parameter) => parameter.name === name)!),
  };
}

function bufferOf({ name, weight }: NamedWeight): LayerBuffer {
  // What it begins with is in `initialBuffers`: a model that comes with weights has no single number for it.
  return { name, role: name, shape: weight.shape as Shape, initial: Number.NaN };
}

async function tensorsOf(weights: readonly NamedWeight[]): Promise<NamedTensors> {
  const read = weights.map(async ({ name, weight }) => [name, await downloadTensor(weight.read())] as const);
  return Object.fromEntries(await Promise.all(read));
}

/** @throws {UnsupportedOptionError} unless there is one, whose rows have one shape. */
function rowShapeOf(
  subject: string,
  end: "input" | "output",
  tensors: readonly { readonly shape: readonly (number | null)[] }[],
): Shape {
  const [, ...lengths] = tensors[0]?.shape ?? [];
  if (tensors.length !== 1 || lengths.some((length) => length === null)) {
    throw new UnsupportedOptionError({
      subject: `${subject}: model`,
      rule: `must have one ${end} whose rows are of one shape`,
      received: tensors.map(({ shape }) => shape),
      remedy: "Give inputShape in full, or train a part of the model that has one input and one output.",
    });
  }
  return lengths as Shape;
}

function refuseStockDraws(subject: string, stock: readonly PlacedLayer[]): void {
  const [first] = stock;
  if (first === undefined) return;
  throw new InvalidOptionError({
    subject: `${subject}: layer ${first.place} (${first.layer.getClassName()})`,
    rule: "draws masks of its own, which no seed of a run reaches",
    remedy:
      'Pass stockDropout: "replace" to give it the run\'s masks, or build the model with dropout of @lockstep/tfjs.',
  });
}
