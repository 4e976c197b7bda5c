import {
  EngineDisposedError,
  UnsupportedOptionError,
  type Batch,
  type DropoutMask,
  type EngineCapabilities,
  type EngineState,
  type EvaluationSums,
  type LossSpec,
  type MicroBatch,
  type ParameterInfo,
  type PendingLoss,
  type RandomSite,
  type SgdStep,
  type Shape,
  type Tensor,
  type TrainingEngine,
} from "@lockstep/core";
import {
  countedRows,
  requireBatch,
  requireInputs,
  requireMasks,
  requireMicroBatches,
  requireState,
  requireStep,
  weightSum,
} from "@lockstep/core/engine";

import { DeviceWatch } from "./device-watch.ts";
import { dropConnections } from "./drop-connect.ts";
import { downloadState, tensorsOf, uploadState, type EngineTensors } from "./engine-tensors.ts";
import { evaluationSums } from "./evaluation-sums.ts";
import { downloadTensor, uploadTensor } from "./tensor-transfer.ts";
import { tfjsCapabilities } from "./tfjs-capabilities.ts";
import { unitMasks, type TfjsModel } from "./tfjs-model.ts";
import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";
import { TfjsPendingLoss } from "./tfjs-pending-loss.ts";
import { trainingStep, type TrainingStepResult } from "./training-step.ts";

/** The training engine on TensorFlow.js. Make one with `createTfjsEngine`. */
export class TfjsEngine implements TrainingEngine {
  readonly name: string;
  readonly capabilities: EngineCapabilities;
  readonly randomSites: readonly RandomSite[];
  readonly parameters: readonly ParameterInfo[];
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  readonly loss: LossSpec;
  readonly modelFingerprint: string;

  readonly #tf: TfjsNamespace;
  readonly #backend: string;
  readonly #model: TfjsModel;
  readonly #unread = new Set<TfjsPendingLoss>();
  readonly #watch: DeviceWatch;
  #tensors: EngineTensors | undefined;

  /** @param tf ready, with the backend that this engine stays on. */
  constructor(tf: TfjsNamespace, model: TfjsModel) {
    this.#tf = tf;
    this.#backend = tf.getBackend();
    this.#model = model;
    this.name = `tfjs-${this.#backend}`;
    this.capabilities = tfjsCapabilities(this.#backend);
    this.#watch = new DeviceWatch(this.name, tf);
    this.randomSites = model.randomSites;
    this.parameters = model.parameters;
    this.inputShape = model.inputShape;
    this.outputShape = model.outputShape;
    this.loss = model.loss;
    this.modelFingerprint = model.fingerprint;
    this.#takeOver({ parameters: model.weights });
  }

  trainBatch(given: readonly MicroBatch[], update: SgdStep): PendingLoss {
    const current = this.#requireTensors();
    requireMicroBatches(this.name, this.capabilities, this.#model, given);
    requireStep(this.name, this.capabilities, update);
    const microBatches = given.map((microBatch) => countedRows(this.loss, microBatch));
    const { lossSum, next } = this.#step(current, microBatches, update);
    this.#replaceTensors(next);
    const total = microBatches.reduce((sum, microBatch) => weightSum(microBatch, sum), 0);
    return new TfjsPendingLoss(this.name, lossSum, total, this.#unread, this.#watch);
  }

  async evaluateBatch(given: Batch): Promise<EvaluationSums> {
    const tensors = this.#requireTensors();
    requireBatch(this.#model, given);
    const batch = countedRows(this.loss, given);
    // Before the wait: the caller may do with its arrays what it likes once this call has returned.
    const total = weightSum(batch);
    const { data } = await this.#read(() => evaluationSums(this.#tf, this.#model, tensors, batch));
    const [lossSum, correctCount] = data;
    const sums = { weightSum: total, lossSum: lossSum! };
    return correctCount === undefined ? sums : { ...sums, correctCount };
  }

  async predict(inputs: Tensor, masks?: readonly DropoutMask[]): Promise<Tensor> {
    const tf = this.#tf;
    const tensors = this.#requireTensors();
    requireInputs(this.#model, inputs);
    if (masks !== undefined) requireMasks(this.#model, masks, inputs.shape[0]!);
    return this.#read(() => {
      const placed = masks === undefined ? undefined : unitMasks(tf, masks);
      const { buffers } = tensors;
      const parameters = dropConnections(tf, this.#model, masks).weights(tensors.parameters);
      return this.#model.network.output(uploadTensor(tf, inputs), { tf, parameters, buffers, masks: placed });
    });
  }

  async readState(): Promise<EngineState> {
    return this.#watch.read(downloadState(this.#model.layouts, this.#requireTensors()));
  }

  async writeState(state: EngineState): Promise<void> {
    // Also where somebody else changed the model's weights: this is what puts them right.
    this.#requireWorking();
    const ordered = requireState(this.#model, state);
    this.#takeOver(ordered);
  }

  dispose(): void {
    for (const pending of this.#unread) pending.dispose();
    this.#replaceTensors(undefined);
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  /** The state, if the engine can work and its network still has it. */
  #requireTensors(): EngineTensors {
    const tensors = this.#requireWorking();
    this.#model.network.requireAdopted?.(this.name, tensors);
    return tensors;
  }

  /** The state, if the engine can work: not disposed, and on the backend where its tensors are. */
  #requireWorking(): EngineTensors {
    if (this.#tensors === undefined) throw new EngineDisposedError(this.name);
    const backend = this.#tf.getBackend();
    if (backend !== this.#backend) {
      throw new UnsupportedOptionError({
        subject: this.name,
        rule: "works on the backend that it was created on",
        received: backend,
        remedy: `Call await tf.setBackend("${this.#backend}") first, or create an engine after the change.`,
      });
    }
    this.#watch.requireDevice();
    return this.#tensors;
  }

  #step(current: EngineTensors, microBatches: readonly MicroBatch[], update: SgdStep): TrainingStepResult {
    const tf = this.#tf;
    try {
      return tf.tidy(() => {
        const { lossSum, next } = trainingStep(tf, this.#model, current, microBatches, update);
        return { lossSum: tf.keep(lossSum), next: this.#keep(next) };
      });
    } catch (error) {
      // A step that failed half-way leaves the state as it was, in the model too.
      this.#model.network.adopt?.(current);
      throw error;
    }
  }

  /** Copies a checked state to the device, in place of the one before. */
  #takeOver(state: EngineState): void {
    const { layouts, initialBuffers } = this.#model;
    const complete = { ...state, buffers: state.buffers ?? initialBuffers };
    this.#replaceTensors(this.#tf.tidy(() => this.#keep(uploadState(this.#tf, layouts, complete))));
  }

  /** Marks a state's tensors, so that no tidy, not even a caller's, frees them. */
  #keep(tensors: EngineTensors): EngineTensors {
    for (const tensor of tensorsOf(tensors)) this.#tf.keep(tensor);
    return tensors;
  }

  /** Takes over a state and frees what only the previous one held. */
  #replaceTensors(next: EngineTensors | undefined): void {
    if (next !== undefined) this.#model.network.adopt?.(next);
    const remaining = new Set(next === undefined ? [] : tensorsOf(next));
    for (const tensor of this.#tensors === undefined ? [] : tensorsOf(this.#tensors)) {
      if (!remaining.has(tensor)) tensor.dispose();
    }
    this.#tensors = next;
  }

  /** Computes one tensor, reads it and frees it. */
  async #read(compute: () => DeviceTensor): Promise<Tensor> {
    const result = this.#tf.tidy(() => this.#tf.keep(compute()));
    try {
      return await this.#watch.read(downloadTensor(result));
    } finally {
      result.dispose();
    }
  }
}
