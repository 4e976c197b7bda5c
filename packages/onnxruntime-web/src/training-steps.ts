import type { LossSum } from "@lockstep/core";
import {
  sgdStructure,
  type SgdInputNames,
  type TrainingStepInputNames,
  type TrainingStepOutputNames,
} from "@lockstep/onnx";
import type { ModelSessions } from "./model-sessions.ts";
import type { OrtNamespace } from "./ort-namespace.ts";
import { disposeAll, fromGraphNames, toGraphNames, type OrtTensors } from "./ort-tensors.ts";
import type { ResidentState } from "./resident-state.ts";
import { runSession, takeNumbers, takeScalar } from "./run-session.ts";
import { stackFeeds } from "./stack-feeds.ts";
import type { StagedMicroBatch, StagedStep } from "./staged-step.ts";
import { microBatchFeeds, updateFeeds } from "./step-feeds.ts";

/** Gradients over micro-batches so far. */
interface GradientSums {
  /** By parameter. */
  readonly gradients: OrtTensors;
  /** The running statistics that were moved. */
  readonly buffers: OrtTensors;
  readonly lossSum: number;
}

/** Runs optimiser steps. One that fails leaves the state as it was. */
export class TrainingSteps {
  readonly #ort: OrtNamespace;
  readonly #sessions: ModelSessions;
  readonly #state: ResidentState;

  constructor(ort: OrtNamespace, sessions: ModelSessions, state: ResidentState) {
    this.#ort = ort;
    this.#sessions = sessions;
    this.#state = state;
  }

  /** One step: a single run, or one for each micro-batch and one for the update. */
  run(step: StagedStep): Promise<LossSum> {
    return step.microBatches.length === 1 ? this.#whole(step) : this.#inParts(step);
  }

  /** Several steps of one micro-batch each, alike, as one run. It does all of them or nothing. */
  async loop(steps: readonly StagedStep[]): Promise<readonly LossSum[]> {
    const structure = sgdStructure(steps[0]!.update);
    const { program, session } = await this.#sessions.trainingLoop(structure, steps.length);
    const { inputs, outputs } = program;
    const feeds = steps.map(({ microBatches, totalWeight, update }) => ({
      ...microBatchFeeds(inputs, microBatches[0]!, totalWeight),
      ...updateFeeds(inputs, update),
    }));
    const results = await runSession(this.#ort, session, this.#resident(inputs), stackFeeds(feeds));
    const lossSums = takeNumbers(results[outputs.lossSum]!);
    this.#advance(results, outputs);
    return steps.map(({ totalWeight }, index) => ({ weightSum: totalWeight, lossSum: lossSums[index]! }));
  }

  async #whole({ microBatches, totalWeight, update }: StagedStep): Promise<LossSum> {
    const { program, session } = await this.#sessions.training(sgdStructure(update));
    const { inputs, outputs } = program;
    const results = await runSession(this.#ort, session, this.#resident(inputs), {
      ...microBatchFeeds(inputs, microBatches[0]!, totalWeight),
      ...updateFeeds(inputs, update),
    });
    this.#advance(results, outputs);
    return { weightSum: totalWeight, lossSum: takeScalar(results[outputs.lossSum]!) };
  }

  async #inParts({ microBatches, totalWeight, update }: StagedStep): Promise<LossSum> {
    let sums: GradientSums = { gradients: {}, buffers: {}, lossSum: 0 };
    try {
      for (const [index, microBatch] of microBatches.entries()) {
        sums = await this.#addGradients(sums, microBatch, totalWeight, index === 0);
      }
      const { program, session } = await this.#sessions.update(sgdStructure(update));
      const { inputs, outputs } = program;
      const resident = {
        ...this.#state.feeds(inputs),
        ...this.#velocityFeeds(inputs),
        ...toGraphNames(sums.gradients, inputs.gradients),
      };
      const results = await runSession(this.#ort, session, resident, updateFeeds(inputs, update));
      this.#state.advance({
        parameters: fromGraphNames(results, outputs.parameters),
        velocity: fromGraphNames(results, outputs.velocity),
        buffers: sums.buffers,
      });
    } catch (error) {
      disposeAll(sums.buffers);
      throw error;
    } finally {
      disposeAll(sums.gradients);
    }
    return { weightSum: totalWeight, lossSum: sums.lossSum };
  }

  /** The sums with one more micro-batch; those before it are disposed, unless it fails. */
  async #addGradients(
    before: GradientSums,
    microBatch: StagedMicroBatch,
    totalWeight: number,
    isFirst: boolean,
  ): Promise<GradientSums> {
    const { gradients, addedGradients } = this.#sessions;
    const { program, session } = await (isFirst ? gradients : addedGradients).open();
    const { inputs, outputs } = program;
    const resident = {
      ...this.#state.feeds(inputs, before.buffers),
      ...toGraphNames(before.gradients, inputs.sums),
    };
    const feeds = microBatchFeeds(inputs, microBatch, totalWeight);
    const results = await runSession(this.#ort, session, resident, feeds);
    disposeAll(before.gradients);
    disposeAll(before.buffers);
    return {
      gradients: fromGraphNames(results, outputs.gradients),
      // Every micro-batch moves the same ones.
      buffers: fromGraphNames(results, outputs.buffers),
      lossSum: before.lossSum + takeScalar(results[outputs.lossSum]!),
    };
  }

  #resident(inputs: TrainingStepInputNames): OrtTensors {
    return { ...this.#state.feeds(inputs), ...this.#velocityFeeds(inputs) };
  }

  #advance(results: OrtTensors, outputs: TrainingStepOutputNames): void {
    this.#state.advance({
      parameters: fromGraphNames(results, outputs.parameters),
      velocity: fromGraphNames(results, outputs.velocity),
      buffers: fromGraphNames(results, outputs.buffers),
    });
  }

  #velocityFeeds({ momentum }: SgdInputNames): OrtTensors {
    return momentum === undefined ? {} : this.#state.velocityFeeds(momentum.velocity);
  }
}
