import {
  initialWeights,
  modelFrom,
  type EngineOptions,
  type EngineState,
  type LayerSpec,
  type LossSpec,
  type ModelSpec,
  type NamedTensors,
  type Tensor,
  type TrainingEngine,
} from "@lockstep/core";
import { createReferenceEngine } from "@lockstep/core/reference";
import { capabilities, type Mutant } from "./mutant.ts";

/** The reference engine of another model or loss, which says that it is of this one. */
function disguised(
  fault: string,
  caughtBy: string,
  change: (model: ModelSpec, options: EngineOptions) => readonly [ModelSpec, LossSpec],
): Mutant {
  const createEngine = (model: ModelSpec, options: EngineOptions): TrainingEngine => {
    const { name, randomSites, modelFingerprint, loss, parameters } = createReferenceEngine(model, options);
    const [otherModel, otherLoss] = change(model, options);
    // What has not come from a layer's function has to be checked anew.
    const other = createReferenceEngine(modelFrom(JSON.parse(JSON.stringify(otherModel))), {
      loss: otherLoss,
      weights: startOf(model, options),
    });
    return { ...other, name, randomSites, modelFingerprint, loss, parameters };
  };
  return { fault, caughtBy, subject: { name: fault, capabilities, createEngine } };
}

/** Computes other layers than it is asked for, those inside of layers too. Parameters must have the same names and shapes. */
export function withLayers(
  fault: string,
  caughtBy: string,
  change: (layer: LayerSpec, model: ModelSpec) => LayerSpec,
): Mutant {
  return disguised(fault, caughtBy, (model, { loss }) => {
    return [{ ...model, layers: replaced(model.layers, (layer) => change(layer, model)) }, loss];
  });
}

/** Minimises another loss than it is asked for. */
export function withLoss(
  fault: string,
  caughtBy: string,
  change: (loss: LossSpec, model: ModelSpec) => LossSpec,
): Mutant {
  return disguised(fault, caughtBy, (model, { loss }) => [model, change(loss, model)]);
}

/**
 * Reads its parameters in another order than they are stored in, and so writes them. Gradient descent commutes with
 * reordering, so that all numbers are those of a layer with, say, its gates in another order.
 *
 * @param order of a parameter with this name and shape: element i of what it computes with is element order[i] of what it
 *   is given. Nothing where the parameter stays as it is.
 */
export function withOrder(
  fault: string,
  caughtBy: string,
  order: (name: string, shape: readonly number[], model: ModelSpec) => readonly number[] | undefined,
): Mutant {
  const createEngine = (model: ModelSpec, options: EngineOptions): TrainingEngine => {
    const inwards = (name: string, { shape, data }: Tensor): Float32Array => {
      const places = order(name, shape, model);
      return places === undefined ? data : data.map((_, index) => data[places[index]!]!);
    };
    const outwards = (name: string, { shape, data }: Tensor): Float32Array => {
      const places = order(name, shape, model);
      const result = data.slice();
      places?.forEach((place, index) => (result[place] = data[index]!));
      return result;
    };
    const weights = mapped(startOf(model, options), inwards);
    const engine = createReferenceEngine(model, { loss: options.loss, weights });
    return {
      ...engine,
      readState: async () => withTensors(await engine.readState(), (tensors) => mapped(tensors, outwards)),
      writeState: (state) => engine.writeState(withTensors(state, (tensors) => mapped(tensors, inwards))),
    };
  };
  return { fault, caughtBy, subject: { name: fault, capabilities, createEngine } };
}

/** An order of elements in which blocks along the first axis have changed places: block i is block order[i]. */
export function blocksInOrder(shape: readonly number[], order: readonly number[]): readonly number[] {
  const size = shape.reduce((product, length) => product * length, 1) / order.length;
  return order.flatMap((block) => Array.from({ length: size }, (_, index) => block * size + index));
}

/** The layers with each one replaced, from the inside outwards. */
export function replaced(layers: readonly LayerSpec[], change: (layer: LayerSpec) => LayerSpec): readonly LayerSpec[] {
  return layers.map((layer) => {
    if (layer.kind === "residual") {
      const shortcut = layer.shortcut === undefined ? {} : { shortcut: replaced(layer.shortcut, change) };
      return change({ ...layer, body: replaced(layer.body, change), ...shortcut });
    }
    if (layer.kind === "parallel") {
      return change({ ...layer, branches: layer.branches.map((branch) => replaced(branch, change)) });
    }
    return change(layer);
  });
}

/** The weights that an engine starts from. */
function startOf(model: ModelSpec, { weights, seed }: EngineOptions): NamedTensors {
  return weights ?? initialWeights(model, seed!);
}

function mapped(tensors: NamedTensors, change: (name: string, tensor: Tensor) => Float32Array): NamedTensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [name, { shape: tensor.shape, data: change(name, tensor) }]),
  );
}

function withTensors(state: EngineState, change: (tensors: NamedTensors) => NamedTensors): EngineState {
  const velocity = state.velocity === undefined ? {} : { velocity: change(state.velocity) };
  return { ...state, parameters: change(state.parameters), ...velocity };
}
