import {
  EngineDisposedError,
  copyTensors,
  type Batch,
  type DropoutMask,
  type EngineCapabilities,
  type EngineState,
  type EvaluationSums,
  type LossSpec,
  type MicroBatch,
  type ParameterInfo,
  type LossSum,
  type PendingLoss,
  type RandomSite,
  type SgdStep,
  type Shape,
  type Tensor,
} from "@lockstep/core";
import {
  countedRows,
  requireBatch,
  requireInputs,
  requireMasks,
  requireMicroBatches,
  requireState,
  requireStep,
} from "@lockstep/core/engine";
import type { TrainingStepGraph } from "@lockstep/onnx";
import { exportModel, requireExport, type ModelExportOptions } from "./export-model.ts";
import type { HostTensor } from "./host-tensor.ts";
import type { ModelSessions } from "./model-sessions.ts";
import { ortCapabilities } from "./ort-capabilities.ts";
import type { OrtEngine } from "./ort-engine.ts";
import type { OrtModel } from "./ort-model.ts";
import type { OrtNamespace } from "./ort-namespace.ts";
import { requireRows } from "./require-rows.ts";
import { requireSeveralRows } from "./require-several-rows.ts";
import { requireStatistics } from "./require-statistics.ts";
import { ResidentState } from "./resident-state.ts";
import type { RuntimeDevice } from "./runtime-device.ts";
import { runSession, takeScalar } from "./run-session.ts";
import { SerialQueue } from "./serial-queue.ts";
import { stageBatch, stageTensor, type StagedBatch } from "./staged-batch.ts";
import { drawFeeds, stageDraw, type StagedDraw } from "./staged-draw.ts";
import { stageStep } from "./staged-step.ts";
import { TrainingSteps } from "./training-steps.ts";
import { WaitingSteps, type WaitingStep } from "./waiting-steps.ts";

/** {@link OrtEngine}, as `openEngine` makes it. */
export class OrtTrainingEngine implements OrtEngine {
  readonly name: string;
  readonly capabilities: EngineCapabilities;
  readonly randomSites: readonly RandomSite[];
  readonly parameters: readonly ParameterInfo[];
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  readonly loss: LossSpec;
  readonly modelFingerprint: string;

  readonly #ort: OrtNamespace;
  readonly #device: RuntimeDevice;
  readonly #model: OrtModel;
  readonly #sessions: ModelSessions;
  readonly #state: ResidentState;
  readonly #steps: TrainingSteps;
  readonly #queue = new SerialQueue();
  readonly #waiting: WaitingSteps;
  #loopSize: number;
  #lastStep: SgdStep | undefined;
  #disposed = false;

  /** @param loopSize how many steps are run as one loop, if as many are asked for; 1 for none. */
  constructor(ort: OrtNamespace, device: RuntimeDevice, model: OrtModel, sessions: ModelSessions, loopSize: number) {
    this.name = `ort-${sessions.settings.executionProvider}`;
    this.capabilities = ortCapabilities(sessions.settings.executionProvider);
    this.randomSites = model.randomSites;
    this.parameters = model.parameters;
    this.inputShape = model.inputShape;
    this.outputShape = model.outputShape;
    this.loss = model.loss;
    this.modelFingerprint = model.fingerprint;
    this.#ort = ort;
    this.#device = device;
    this.#model = model;
    this.#sessions = sessions;
    this.#state = new ResidentState(ort, model);
    this.#steps = new TrainingSteps(ort, sessions, this.#state);
    this.#loopSize = loopSize;
    this.#waiting = new WaitingSteps(loopSize, (steps) => this.#start(steps));
  }

  /**
   * One optimiser step over the micro-batches together, on copies of their arrays. Several steps may be run as one: the loss
   * is read when it is there.
   */
  trainBatch(microBatches: readonly MicroBatch[], update: SgdStep): PendingLoss {
    this.#requireAlive();
    requireMicroBatches(this.name, this.capabilities, this.#model, microBatches);
    requireStep(this.name, this.capabilities, update);
    for (const { inputs } of microBatches) {
      requireRows(this.#model, inputs);
      requireSeveralRows(this.#model, inputs.shape[0]!);
    }
    const step = stageStep(this.loss, microBatches, update);
    this.#lastStep = step.update;
    if (this.#loopSize > 1 && microBatches.length === 1) return this.#waiting.add(step);
    const loss = this.#enqueue(() => this.#steps.run(step));
    return { read: () => loss };
  }

  /** Loss (and correct rows) with dropout off. Changes nothing. */
  async evaluateBatch(batch: Batch): Promise<EvaluationSums> {
    this.#requireAlive();
    requireBatch(this.#model, batch);
    requireRows(this.#model, batch.inputs);
    requireStatistics(this.#model.layers, batch.inputs.shape[0]!);
    const staged = stageBatch(countedRows(this.loss, batch));
    return await this.#enqueue(() => this.#evaluate(staged));
  }

  /** The model's output, [rows, ...outputShape]; with masks, dropout stays on. */
  async predict(inputs: Tensor, masks?: readonly DropoutMask[]): Promise<Tensor> {
    this.#requireAlive();
    requireInputs(this.#model, inputs);
    requireRows(this.#model, inputs);
    requireStatistics(this.#model.layers, inputs.shape[0]!);
    if (masks !== undefined) requireMasks(this.#model, masks, inputs.shape[0]!);
    const staged = stageTensor(inputs);
    const stagedMasks = masks?.map(stageDraw);
    return await this.#enqueue(() => this.#predict(staged, stagedMasks));
  }

  /** A copy of the state, bit for bit, after the steps before. */
  async readState(): Promise<EngineState> {
    this.#requireAlive();
    return await this.#enqueue(() => this.#readState());
  }

  /** Takes over a state, bit for bit. One without velocity starts a new run. */
  async writeState(state: EngineState): Promise<void> {
    this.#requireAlive();
    const { parameters, velocity, buffers } = requireState(this.#model, state);
    const copy = {
      parameters: copyTensors(parameters),
      ...(velocity === undefined ? {} : { velocity: copyTensors(velocity) }),
      ...(buffers === undefined ? {} : { buffers: copyTensors(buffers) }),
    };
    await this.#enqueue(async () => this.#state.write(copy));
  }

  exportModel(
    options?: ModelExportOptions & { readonly trainingGraph?: "none" | "training-info" },
  ): Promise<Uint8Array>;
  exportModel(options: ModelExportOptions & { readonly trainingGraph: "step" }): Promise<TrainingStepGraph>;
  async exportModel(options: ModelExportOptions = {}): Promise<Uint8Array | TrainingStepGraph> {
    this.#requireAlive();
    const request = requireExport(this, options, this.#lastStep);
    return await this.#enqueue(async () => exportModel(this.#model, await this.#readState(), request));
  }

  /** Releases sessions and tensors as soon as the run that is under way has ended. */
  dispose(): void {
    this.#waiting.startAll();
    this.#disposed = true;
    // The run that is under way still reads its session and its weights.
    void this.#queue.add(async () => {
      this.#state.dispose();
      await this.#sessions.release();
    });
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #readState(): Promise<EngineState> {
    return this.#device.lasts(() => this.#state.read());
  }

  async #evaluate(batch: StagedBatch): Promise<EvaluationSums> {
    const { program, session } = await this.#sessions.evaluation.open();
    const { inputs, outputs } = program;
    const results = await runSession(this.#ort, session, this.#state.feeds(inputs), {
      [inputs.inputs]: batch.inputs,
      [inputs.targets]: batch.targets,
      [inputs.weights]: batch.weights,
    });
    const sums = { weightSum: batch.totalWeight, lossSum: takeScalar(results[outputs.lossSum]!) };
    if (outputs.correctCount === undefined) return sums;
    return { ...sums, correctCount: takeScalar(results[outputs.correctCount]!) };
  }

  async #predict(inputs: HostTensor, masks: readonly StagedDraw[] | undefined): Promise<Tensor> {
    const lazy = masks === undefined ? this.#sessions.prediction : this.#sessions.maskedPrediction;
    const { program, session } = await lazy.open();
    const results = await runSession(this.#ort, session, this.#state.feeds(program.inputs), {
      [program.inputs.inputs]: inputs,
      ...drawFeeds(program.inputs.draws, masks ?? []),
    });
    const output = results[program.outputs.output]!;
    // The runtime made the array for this result alone, so it can be handed on; a disposed tensor lets go of it.
    const prediction = { shape: [...output.dims], data: output.data as Float32Array };
    output.dispose();
    return prediction;
  }

  /** Runs steps that waited for each other; each is settled by itself. */
  #start(waiting: readonly WaitingStep[]): void {
    void this.#queue.add(async () => {
      if (waiting.length > 1 && waiting.length === this.#loopSize && !this.#disposed) {
        const losses = await this.#loop(waiting);
        if (losses !== undefined) {
          for (const [index, step] of waiting.entries()) step.resolve(losses[index]!);
          return;
        }
      }
      for (const next of waiting) {
        try {
          this.#requireAlive();
          next.resolve(await this.#steps.run(next.step));
        } catch (error) {
          next.reject(error);
        }
      }
    });
  }

  /** The losses; `undefined` if it fails, which changes nothing: the steps may do one by one, with less memory. */
  async #loop(waiting: readonly WaitingStep[]): Promise<readonly LossSum[] | undefined> {
    try {
      return await this.#steps.loop(waiting.map(({ step }) => step));
    } catch {
      this.#loopSize = 1;
      return undefined;
    }
  }

  #enqueue<Result>(task: () => Promise<Result>): Promise<Result> {
    this.#waiting.startAll();
    return this.#queue.add(async () => {
      this.#requireAlive();
      return await task();
    });
  }

  #requireAlive(): void {
    if (this.#disposed) throw new EngineDisposedError(this.name);
  }
}
