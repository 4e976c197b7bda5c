import {
  EngineDisposedError,
  shapeSize,
  UnsupportedOptionError,
  type Batch,
  type DropoutMask,
  type EngineCapabilities,
  type EngineState,
  type EvaluationSums,
  type LossSpec,
  type MicroBatch,
  type NamedTensors,
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
  type EngineModel,
} from "@lockstep/core/engine";

import { downloadState, tensorsOf, uploadState, type EngineTensors } from "./engine-tensors.ts";
import { evaluationSums } from "./evaluation-sums.ts";
import { downloadTensor, uploadTensor } from "./tensor-transfer.ts";
import { TFJS_CAPABILITIES } from "./tfjs-capabilities.ts";
import { modelOutput, tfjsModel, unitMasks, type TfjsModel } from "./tfjs-model.ts";
import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";
import { TfjsPendingLoss } from "./tfjs-pending-loss.ts";
import { trainingStep } from "./training-step.ts";

/** The training engine on TensorFlow.js. Make one with `createTfjsEngine`. */
export class TfjsEngine implements TrainingEngine {
  readonly name: string;
  readonly capabilities: EngineCapabilities = TFJS_CAPABILITIES;
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
  #tensors: EngineTensors | undefined;

  /** @param tf ready, with the backend that this engine stays on. */
  constructor(tf: TfjsNamespace, model: EngineModel) {
    this.#tf = tf;
    this.#backend = tf.getBackend();
    this.#model = tfjsModel(model);
    this.name = `tfjs-${this.#backend}`;
    this.randomSites = model.randomSites;
    this.parameters = model.parameters;
    this.inputShape = model.inputShape;
    this.outputShape = model.outputShape;
    this.loss = model.loss;
    this.modelFingerprint = model.fingerprint;
    this.#replaceTensors(
      tf.tidy(() =>
        this.#keep(uploadState(tf, this.#model.layouts, { parameters: model.weights, buffers: initialBuffers(model) })),
      ),
    );
  }

  trainBatch(given: readonly MicroBatch[], update: SgdStep): PendingLoss {
    const current = this.#requireTensors();
    requireMicroBatches(this.name, this.capabilities, this.#model, given);
    requireStep(this.name, this.capabilities, update);
    const microBatches = given.map((microBatch) => countedRows(this.loss, microBatch));
    const { lossSum, next } = this.#tf.tidy(() => {
      const result = trainingStep(this.#tf, this.#model, current, microBatches, update);
      this.#keep(result.next);
      return { lossSum: this.#tf.keep(result.lossSum), next: result.next };
    });
    this.#replaceTensors(next);
    const total = microBatches.reduce((sum, microBatch) => weightSum(microBatch, sum), 0);
    return new TfjsPendingLoss(this.name, lossSum, total, this.#unread);
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
      return modelOutput(tf, this.#model, tensors, uploadTensor(tf, inputs), placed);
    });
  }

  async readState(): Promise<EngineState> {
    return downloadState(this.#model.layouts, this.#requireTensors());
  }

  async writeState(state: EngineState): Promise<void> {
    this.#requireTensors();
    const ordered = requireState(this.#model, state);
    this.#replaceTensors(
      this.#tf.tidy(() =>
        this.#keep(
          uploadState(this.#tf, this.#model.layouts, {
            ...ordered,
            buffers: ordered.buffers ?? initialBuffers(this.#model),
          }),
        ),
      ),
    );
  }

  dispose(): void {
    for (const pending of this.#unread) pending.dispose();
    this.#replaceTensors(undefined);
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  /** The state, if the engine can work: not disposed, and on the backend where its tensors are. */
  #requireTensors(): EngineTensors {
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
    return this.#tensors;
  }

  /** Marks a state's tensors, so that no tidy, not even a caller's, frees them. */
  #keep(tensors: EngineTensors): EngineTensors {
    for (const tensor of tensorsOf(tensors)) this.#tf.keep(tensor);
    return tensors;
  }

  /** Takes over a state and frees what only the previous one held. */
  #replaceTensors(next: EngineTensors | undefined): void {
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
      return await downloadTensor(result);
    } finally {
      result.dispose();
    }
  }
}

function initialBuffers({ buffers }: EngineModel): NamedTensors {
  return Object.fromEntries(
    buffers.map(({ name, shape, initial }) => [
      name,
      { shape, data: new Float32Array(shapeSize(shape)).fill(initial) },
    ]),
  );
}
