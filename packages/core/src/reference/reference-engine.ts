import { ALL_CAPABILITIES } from "../engine/all-capabilities.ts";
import { requireBatch, requireInputs, requireMicroBatches, weightSum } from "../engine/check-batch.ts";
import { countedRows } from "../engine/counted-rows.ts";
import { requireMasks } from "../engine/check-masks.ts";
import { requireState } from "../engine/check-state.ts";
import { requireStep } from "../engine/check-step.ts";
import { resolveEngineModel, type EngineOptions } from "../engine/engine-options.ts";
import type {
  EngineCapabilities,
  EngineState,
  LossSum,
  MicroBatch,
  TrainingEngine,
} from "../engine/training-engine.ts";
import { EngineDisposedError } from "../errors/lockstep-error.ts";
import type { ModelSpec } from "../model/model-spec.ts";
import type { SgdStep } from "../sgd/sgd-step.ts";
import { updateParameters } from "../sgd/update-parameters.ts";
import { shapeSize, type Shape } from "../tensor/shape.ts";
import { copyTensors, type NamedTensors } from "../tensor/tensor.ts";
import { dropConnections } from "./drop-connect.ts";
import type { ForwardPass, NamedArrays } from "./layer-kernel.ts";
import { layerKernel } from "./layer-kernels.ts";
import { createLayerStack } from "./layer-stack.ts";
import { lossKernel } from "./loss-kernels.ts";

const NAME = "reference";
/** What the reference engine takes, which is everything: it defines the numbers. */
export const REFERENCE_CAPABILITIES: EngineCapabilities = ALL_CAPABILITIES;

/** What the layers compute with, by name. */
type LayerArrays = Pick<ForwardPass, "parameters" | "buffers">;

/** Sums over the rows of an optimiser batch so far. */
interface BatchSums extends LossSum {
  /** Of the loss sum, by parameter. */
  readonly gradients: NamedArrays;
}

/**
 * The engine that defines the numbers: plain TypeScript, strict f32, hand-written forward and backward passes, and no
 * operation whose result a JavaScript engine may choose. It gives the same bits on every machine.
 *
 * @param model the network.
 * @param options.loss what training minimises.
 * @param options.seed seed of the initial weights; or
 * @param options.weights weights to start from.
 * @throws {LockstepError} if model, loss, seed or weights do not fit.
 * @example
 * const engine = createReferenceEngine(model, { loss: softmaxCrossEntropy(), seed: 42 });
 */
export function createReferenceEngine(model: ModelSpec, options: EngineOptions): TrainingEngine {
  const resolved = resolveEngineModel("createReferenceEngine", model, options);
  const { layers, inputShape, outputShape, loss, parameters, buffers, randomSites } = resolved;
  const stack = createLayerStack(layers, layerKernel);
  const lossOf = lossKernel(loss);
  let state: EngineState | undefined = ownedState({ parameters: resolved.weights });

  function alive(): Required<EngineState> {
    if (state === undefined) throw new EngineDisposedError(NAME);
    return state as Required<EngineState>;
  }

  /** A private copy of a state, with zeros for a velocity that is absent. */
  function ownedState(given: EngineState): EngineState {
    return {
      parameters: copyTensors(given.parameters),
      velocity: copyTensors(given.velocity ?? filled(parameters, () => 0)),
      buffers: copyTensors(given.buffers ?? filled(buffers, ({ initial }) => initial)),
    };
  }

  function currentArrays(): LayerArrays {
    const { parameters: tensors, buffers: statistics } = alive();
    return { parameters: arraysOf(tensors), buffers: arraysOf(statistics) };
  }

  /** The sums with one more micro-batch: each runs on row by row, so that cutting a batch changes no bit. */
  function accumulate(before: BatchSums, microBatch: MicroBatch, arrays: LayerArrays): BatchSums {
    const { inputs, targets, weights, masks } = microBatch;
    const rows = inputs.shape[0]!;
    const activations = stack.forward(inputs.data, rows, { ...arrays, masks, training: true });
    const output = activations.at(-1)!.output;
    const { lossSum, gradient } = lossOf(output, targets.data, rows, weights, before.lossSum);
    return {
      lossSum,
      weightSum: weightSum(microBatch, before.weightSum),
      gradients: stack.backward(gradient, activations, {
        parameters: arrays.parameters,
        sums: before.gradients,
        needsInputGradient: false,
      }).parameters,
    };
  }

  function trainBatch(microBatches: readonly MicroBatch[], update: SgdStep): LossSum {
    const { parameters: tensors, velocity, buffers: statistics } = alive();
    requireMicroBatches(NAME, REFERENCE_CAPABILITIES, resolved, microBatches);
    requireStep(NAME, REFERENCE_CAPABILITIES, update);
    const weights = arraysOf(tensors);
    const connections = dropConnections(layers, microBatches[0]!.masks);
    // Kernels change buffers in place. They get copies, so that a step refused half-way leaves the state as it was.
    const running = Object.fromEntries(
      Object.entries(arraysOf(statistics)).map(([name, data]) => [name, data.slice()]),
    );
    const arrays = { parameters: connections.weights(weights), buffers: running };
    let sums: BatchSums = { lossSum: 0, weightSum: 0, gradients: {} };
    for (const microBatch of microBatches) sums = accumulate(sums, countedRows(loss, microBatch), arrays);
    const { lossSum, weightSum: totalWeight, gradients } = sums;
    updateParameters(tensors, connections.gradients(gradients), velocity, totalWeight, update);
    for (const [name, data] of Object.entries(running)) statistics[name]!.data.set(data);
    return { lossSum, weightSum: totalWeight };
  }

  return {
    name: NAME,
    capabilities: REFERENCE_CAPABILITIES,
    randomSites,
    parameters,
    inputShape,
    outputShape,
    loss,
    modelFingerprint: resolved.fingerprint,
    trainBatch(microBatches, update) {
      const result = trainBatch(microBatches, update);
      return { read: () => Promise.resolve(result) };
    },
    async evaluateBatch(given) {
      const arrays = currentArrays();
      requireBatch(resolved, given);
      const batch = countedRows(loss, given);
      const rows = batch.inputs.shape[0]!;
      const pass = { ...arrays, masks: undefined, training: false };
      const output = stack.forward(batch.inputs.data, rows, pass).at(-1)!.output;
      const { lossSum, correctCount } = lossOf(output, batch.targets.data, rows, batch.weights);
      return { lossSum, weightSum: weightSum(batch), ...(correctCount === undefined ? {} : { correctCount }) };
    },
    async predict(inputs, masks) {
      const arrays = currentArrays();
      requireInputs(resolved, inputs);
      const rows = inputs.shape[0]!;
      if (masks !== undefined) requireMasks(resolved, masks, rows);
      const connected = dropConnections(layers, masks).weights(arrays.parameters);
      const pass = { ...arrays, parameters: connected, masks, training: false };
      const output = stack.forward(inputs.data, rows, pass).at(-1)!.output;
      // A model of nothing but flatten and dropout hands its input through: the caller gets a copy all the same.
      return { shape: [rows, ...outputShape], data: output === inputs.data ? output.slice() : output };
    },
    async readState() {
      const { buffers: statistics, ...owned } = ownedState(alive()) as Required<EngineState>;
      return buffers.length === 0 ? owned : { ...owned, buffers: statistics };
    },
    async writeState(given) {
      alive();
      state = ownedState(requireState(resolved, given));
    },
    dispose() {
      state = undefined;
    },
    [Symbol.dispose]() {
      state = undefined;
    },
  };
}

function arraysOf(tensors: NamedTensors): NamedArrays {
  return Object.fromEntries(Object.entries(tensors).map(([name, { data }]) => [name, data]));
}

function filled<Form extends { readonly name: string; readonly shape: Shape }>(
  forms: readonly Form[],
  valueOf: (form: Form) => number,
): NamedTensors {
  return Object.fromEntries(
    forms.map((form) => [
      form.name,
      { shape: form.shape, data: new Float32Array(shapeSize(form.shape)).fill(valueOf(form)) },
    ]),
  );
}
