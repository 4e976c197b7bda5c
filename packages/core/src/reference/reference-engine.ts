import { ALL_CAPABILITIES } from "../engine/all-capabilities.ts";
import { requireBatch, requireInputs, requireMicroBatches, weightSum } from "../engine/check-batch.ts";
import { countedRows } from "../engine/counted-rows.ts";
import { requireMasks } from "../engine/check-masks.ts";
import { requireState } from "../engine/check-state.ts";
import { requireStep } from "../engine/check-step.ts";
import { resolveEngineModel, type EngineModel } from "../engine/engine-options.ts";
import type { EngineCapabilities, LossSum, MicroBatch, TrainingEngine } from "../engine/training-engine.ts";
import { EngineDisposedError } from "../errors/lockstep-error.ts";
import type { ModelSpec } from "../model/model-spec.ts";
import type { ResolvedLayer } from "../model/resolve-layers.ts";
import type { SgdStep } from "../sgd/sgd-step.ts";
import { updateParameters } from "../sgd/update-parameters.ts";
import { shapeSize } from "../tensor/shape.ts";
import { createKernels, type ChosenKernels } from "./create-kernels.ts";
import { dropConnections, type DroppedConnections } from "./drop-connect.ts";
import { arraysOf, clear, keepState, type KeptState } from "./kept-state.ts";
import type { Kernels } from "./kernels/kernels.ts";
import type { NamedArrays } from "./layer-kernel.ts";
import { layerKernel } from "./layer-kernels.ts";
import { createLayerStack, type LayerStack } from "./layer-stack.ts";
import type { LossKernel } from "./loss-kernel.ts";
import { lossKernel } from "./loss-kernels.ts";
import { requireReferenceOptions, type KernelKind, type ReferenceOptions } from "./reference-options.ts";
import { stepFailure } from "./step-failure.ts";

const NAME = "reference";
/** What the reference engine takes, which is everything: it defines the numbers. */
export const REFERENCE_CAPABILITIES: EngineCapabilities = ALL_CAPABILITIES;

/** Sums over the rows of an optimiser batch so far. */
interface BatchSums extends LossSum {
  /** Parameters that have a gradient, by name; the gradients' sums are part of the state. */
  readonly learning: ReadonlySet<string>;
}

/** The engine that defines the numbers, and what computes in it. */
export interface ReferenceEngine extends TrainingEngine {
  /** The kernels that were chosen. */
  readonly kernels: KernelKind;
  /**
   * Threads that they work with, at most. They start with the first work that is worth sharing; those that cannot be
   * started are done without, and not counted then.
   */
  readonly threads: number;
}

/**
 * The engine that defines the numbers: strict f32, hand-written forward and backward passes, and no operation whose result
 * a JavaScript engine may choose. It gives the same bits on every machine, in plain TypeScript and by WebAssembly's
 * vectors, on any number of threads (but for `kernels: "relaxed"`).
 *
 * @param model the network.
 * @param options.loss what training minimises.
 * @param options.seed seed of the initial weights; or
 * @param options.weights weights to start from.
 * @param options.kernels what computes: `"auto"`, `"typescript"`, `"simd"` or `"relaxed"`. @default "auto"
 * @param options.threads threads that share the work of SIMD kernels; `dispose` ends them. @default 1
 * @throws {LockstepError} if model, loss, seed, weights, kernels or threads do not fit, or are not to be had here.
 * @example
 * const engine = createReferenceEngine(model, { loss: softmaxCrossEntropy(), seed: 42 });
 */
export function createReferenceEngine(model: ModelSpec, options: ReferenceOptions): ReferenceEngine {
  const resolved = resolveEngineModel("createReferenceEngine", model, options, ["kernels", "threads"]);
  const { layers, inputShape, outputShape, loss, parameters, randomSites } = resolved;
  const wanted = requireReferenceOptions(options);
  const chosen = createKernels(wanted.kernels, wanted.threads);
  const { kind } = chosen;
  const numbersPerRow = shapeSize(inputShape) + NUMBERS_PER_OUTPUT * outputsOf(layers);
  let live: LiveParts | undefined = startParts(chosen, resolved);

  function alive(): LiveParts {
    if (live === undefined) throw new EngineDisposedError(NAME);
    return live;
  }

  function dispose(): void {
    live?.kernels.dispose();
    live = undefined;
  }

  /**
   * Computes something on a batch's rows; its arrays are gone afterwards.
   *
   * @throws {OutOfMemoryError} if there is no room for them.
   */
  function onRows<Result>(rows: number, compute: () => Result): Result {
    try {
      return alive().kernels.scope(compute, rows * numbersPerRow);
    } catch (cause) {
      const { error, isFatal } = stepFailure(NAME, cause);
      if (isFatal) dispose();
      throw error;
    }
  }

  /** The sums with one more micro-batch: each runs on row by row, so that cutting a batch changes no bit. */
  function accumulate(
    before: BatchSums,
    microBatch: MicroBatch,
    connections: DroppedConnections,
    running: NamedArrays,
  ): BatchSums {
    const { inputs, targets, weights, masks } = microBatch;
    const { kernels, stack, lossOf, state } = alive();
    const { parameters: tensors, gradients } = state;
    const rows = inputs.shape[0]!;
    return onRows(rows, () => {
      const arrays = { parameters: connections.weights(arraysOf(tensors)), buffers: running };
      const activations = stack.forward(kernels.bring(inputs.data), rows, { ...arrays, masks, training: true });
      const output = activations.at(-1)!.output;
      const { lossSum, gradient } = lossOf(output, targets.data, rows, weights, before.lossSum);
      const sums = stack.backward(gradient, activations, {
        parameters: arrays.parameters,
        sums: arraysOf(gradients),
        needsInputGradient: false,
      }).parameters;
      return {
        lossSum,
        weightSum: weightSum(microBatch, before.weightSum),
        learning: new Set([...before.learning, ...Object.keys(sums)]),
      };
    });
  }

  function trainBatch(microBatches: readonly MicroBatch[], update: SgdStep): LossSum {
    const { kernels, state } = alive();
    const { parameters: tensors, velocity, buffers: statistics, gradients } = state;
    requireMicroBatches(NAME, REFERENCE_CAPABILITIES, resolved, microBatches);
    requireStep(NAME, REFERENCE_CAPABILITIES, update);
    const connections = dropConnections(kernels, layers, microBatches[0]!.masks);
    // Layers change buffers in place. They get copies, so that a step refused half-way leaves the state as it was.
    const running = Object.fromEntries(
      Object.entries(arraysOf(statistics)).map(([name, data]) => [name, data.slice()]),
    );
    clear(gradients);
    let sums: BatchSums = { lossSum: 0, weightSum: 0, learning: new Set() };
    for (const microBatch of microBatches) {
      sums = accumulate(sums, countedRows(loss, microBatch), connections, running);
    }
    const { lossSum, weightSum: totalWeight, learning } = sums;
    onRows(0, () => {
      const learnt = Object.fromEntries(Object.entries(arraysOf(gradients)).filter(([name]) => learning.has(name)));
      updateParameters(tensors, connections.gradients(learnt), velocity, totalWeight, update, kernels);
    });
    for (const [name, data] of Object.entries(running)) statistics[name]!.data.set(data);
    return { lossSum, weightSum: totalWeight };
  }

  return {
    name: kind === "relaxed" ? `${NAME}-relaxed` : NAME,
    kernels: kind,
    get threads() {
      return live?.chosen.threads ?? 1;
    },
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
      const { kernels, stack, lossOf, state } = alive();
      const { parameters: tensors, buffers: statistics } = state;
      requireBatch(resolved, given);
      const batch = countedRows(loss, given);
      const rows = batch.inputs.shape[0]!;
      return onRows(rows, () => {
        const arrays = { parameters: arraysOf(tensors), buffers: arraysOf(statistics) };
        const pass = { ...arrays, masks: undefined, training: false };
        const output = stack.forward(kernels.bring(batch.inputs.data), rows, pass).at(-1)!.output;
        const { lossSum, correctCount } = lossOf(output, batch.targets.data, rows, batch.weights);
        return { lossSum, weightSum: weightSum(batch), ...(correctCount === undefined ? {} : { correctCount }) };
      });
    },
    async predict(inputs, masks) {
      const { kernels, stack, state } = alive();
      const { parameters: tensors, buffers: statistics } = state;
      requireInputs(resolved, inputs);
      const rows = inputs.shape[0]!;
      if (masks !== undefined) requireMasks(resolved, masks, rows);
      return onRows(rows, () => {
        const connected = dropConnections(kernels, layers, masks).weights(arraysOf(tensors));
        const pass = { parameters: connected, buffers: arraysOf(statistics), masks, training: false };
        const output = stack.forward(kernels.bring(inputs.data), rows, pass).at(-1)!.output;
        // The caller's own: not the kernels' memory, nor its input, which a model of nothing but flatten hands through.
        return { shape: [rows, ...outputShape], data: output.slice() };
      });
    },
    async readState() {
      return alive().state.read();
    },
    async writeState(given) {
      alive().state.write(requireState(resolved, given));
    },
    dispose,
    [Symbol.dispose]: dispose,
  };
}

/** What an engine lets go of: its kernels' memory and threads, and all that lies there. */
interface LiveParts {
  readonly chosen: ChosenKernels;
  readonly kernels: Kernels;
  readonly stack: LayerStack;
  readonly lossOf: LossKernel;
  readonly state: KeptState;
}

/** @throws {OutOfMemoryError} if there is no room for the state. */
function startParts(chosen: ChosenKernels, model: EngineModel): LiveParts {
  const { kernels } = chosen;
  try {
    const stack = createLayerStack(model.layers, (layer) => layerKernel(layer, kernels));
    return { chosen, kernels, stack, lossOf: lossKernel(model.loss, kernels), state: keepState(kernels, model) };
  } catch (cause) {
    kernels.dispose();
    throw stepFailure(NAME, cause).error;
  }
}

/** Its activation, what it saved, and the gradient that comes back. */
const NUMBERS_PER_OUTPUT = 4;

/** Elements that all layers together put out for a row. */
function outputsOf(layers: readonly ResolvedLayer[]): number {
  return layers.reduce(
    (sum, { outputShape, branches }) =>
      sum + shapeSize(outputShape) + branches.reduce((inner, branch) => inner + outputsOf(branch), 0),
    0,
  );
}
