import {
  EngineDisposedError,
  shapeSize,
  type DropoutMask,
  type EngineCapabilities,
  type EngineOptions,
  type EngineState,
  type LossSum,
  type MicroBatch,
  type ModelSpec,
  type NamedTensors,
  type SgdStep,
  type TrainingEngine,
} from "@lockstep/core";
import {
  requireBatch,
  requireComputedLoss,
  requireInputs,
  requireLayers,
  requireMasks,
  requireMicroBatches,
  requireRandomSites,
  requireState,
  requireStep,
  resolveEngineModel,
} from "@lockstep/core/engine";
import { backward, forward, type Arrays } from "./layers.ts";
import { lossOf } from "./losses.ts";
import { sgdStep } from "./sgd.ts";

const NAME = "my-engine";

/** What this engine computes. What is not named is declined: asked for it, the engine refuses with a typed error. */
export const MY_CAPABILITIES: EngineCapabilities = {
  microBatches: true,
  layerKinds: ["dense", "relu", "leaky-relu", "flatten", "reshape", "dropout"],
  denseOnLastAxis: true,
  losses: ["softmax-cross-entropy", "mean-squared-error"],
  randomSiteKinds: ["dropout"],
};

/**
 * A small, complete engine in plain TypeScript. Core decides which rows a batch has, which units drop, at which rate to
 * learn and when to stop; an engine computes. To put yours on another backend, replace `layers.ts`, `losses.ts` and
 * `sgd.ts`, and keep the checks.
 *
 * @param options.loss what training minimises.
 * @param options.seed seed of the initial weights; or
 * @param options.weights weights to start from.
 * @throws {LockstepError} if model, loss, seed or weights do not fit, or ask for what the engine declines.
 */
export function createMyEngine(model: ModelSpec, options: EngineOptions): TrainingEngine {
  // The checks that every engine makes, in core's words: first what is wrong, then what this engine declines.
  const resolved = resolveEngineModel(NAME, model, options);
  const { layers, loss, parameters } = resolved;
  requireLayers(NAME, MY_CAPABILITIES.layerKinds, layers, MY_CAPABILITIES);
  requireComputedLoss(NAME, MY_CAPABILITIES.losses, loss);
  requireRandomSites(NAME, MY_CAPABILITIES, resolved);

  let state: { readonly weights: Arrays; readonly velocity: Arrays } | undefined = {
    weights: copyOf(resolved.weights),
    velocity: zeros(),
  };

  function alive(): { readonly weights: Arrays; readonly velocity: Arrays } {
    if (state === undefined) throw new EngineDisposedError(NAME);
    return state;
  }

  function zeros(): Arrays {
    return Object.fromEntries(parameters.map(({ name, shape }) => [name, new Float32Array(shapeSize(shape))]));
  }

  /** Every layer's input, and at the end the output. */
  function activations(input: Float32Array, rows: number, masks?: readonly DropoutMask[]): Float32Array[] {
    const values = [input];
    for (const layer of layers) values.push(forward(layer, values.at(-1)!, rows, alive().weights, masks));
    return values;
  }

  /** Adds the gradients of a micro-batch's loss sum to `sums`. */
  function accumulate(batch: MicroBatch, sums: Arrays): LossSum {
    const rows = batch.inputs.shape[0]!;
    const values = activations(batch.inputs.data, rows, batch.masks);
    const { lossSum, weightSum, gradient } = lossOf(loss, values.at(-1)!, batch);
    let flowing = gradient;
    for (const [index, layer] of [...layers.entries()].toReversed()) {
      flowing = backward(layer, values[index]!, flowing, rows, alive().weights, batch.masks, sums);
    }
    return { lossSum, weightSum };
  }

  function trainBatch(microBatches: readonly MicroBatch[], step: SgdStep): LossSum {
    const { weights, velocity } = alive();
    requireMicroBatches(NAME, MY_CAPABILITIES, resolved, microBatches);
    requireStep(NAME, MY_CAPABILITIES, step);
    const sums = zeros();
    const total = { lossSum: 0, weightSum: 0 };
    for (const microBatch of microBatches) {
      const part = accumulate(microBatch, sums);
      total.lossSum += part.lossSum;
      total.weightSum += part.weightSum;
    }
    for (const { name } of parameters) {
      // One division by the weight of the whole optimiser batch, however it was cut.
      const gradient = sums[name]!.map((sum) => sum / total.weightSum);
      sgdStep(weights[name]!, gradient, velocity[name]!, step);
    }
    return total;
  }

  return {
    name: NAME,
    capabilities: MY_CAPABILITIES,
    randomSites: resolved.randomSites,
    parameters,
    inputShape: resolved.inputShape,
    outputShape: resolved.outputShape,
    loss,
    modelFingerprint: resolved.fingerprint,
    trainBatch(microBatches, step) {
      // An engine on a GPU returns before the work is done, and waits in `read`.
      const result = trainBatch(microBatches, step);
      return { read: () => Promise.resolve(result) };
    },
    async evaluateBatch(batch) {
      alive();
      requireBatch(resolved, batch);
      const output = activations(batch.inputs.data, batch.inputs.shape[0]!).at(-1)!;
      const { gradient: _, ...sums } = lossOf(loss, output, batch);
      return sums;
    },
    async predict(inputs, masks) {
      alive();
      requireInputs(resolved, inputs);
      const rows = inputs.shape[0]!;
      if (masks !== undefined) requireMasks(resolved, masks, rows);
      const output = activations(inputs.data, rows, masks).at(-1)!;
      // Arrays that come out belong to the caller, also where no layer made a new one.
      return { shape: [rows, ...resolved.outputShape], data: output === inputs.data ? output.slice() : output };
    },
    async readState() {
      const { weights, velocity } = alive();
      return { parameters: tensorsOf(weights), velocity: tensorsOf(velocity) };
    },
    async writeState(given: EngineState) {
      alive();
      const checked = requireState(resolved, given);
      const velocity = checked.velocity === undefined ? zeros() : copyOf(checked.velocity);
      state = { weights: copyOf(checked.parameters), velocity };
    },
    dispose() {
      state = undefined;
    },
    [Symbol.dispose]() {
      state = undefined;
    },
  };

  /** Copies: what the caller does with them changes nothing here. */
  function tensorsOf(arrays: Arrays): NamedTensors {
    return Object.fromEntries(parameters.map(({ name, shape }) => [name, { shape, data: arrays[name]!.slice() }]));
  }
}

function copyOf(tensors: NamedTensors): Arrays {
  return Object.fromEntries(Object.entries(tensors).map(([name, { data }]) => [name, data.slice()]));
}
