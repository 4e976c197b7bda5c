import type { RandomLayer } from "../dropout-layers/random-layer.ts";
import { randomLayersOf } from "../dropout-layers/random-layers-of.ts";
import { CheckpointMismatchError, DataError } from "@lockstep/core";
import type { Logs } from "@tensorflow/tfjs-layers";

import type { ResumableCallback } from "../callbacks/resumable-callback.ts";
import { RunPosition } from "../callbacks/run-position.ts";
import type { TrainingHooks, TrainingParams } from "../callbacks/training-callback.ts";
import { namedWeights } from "../models/named-weights.ts";
import { requireDevice } from "../models/require-device.ts";
import { requireLiveModel } from "../models/require-live-model.ts";
import { requireOptimizer } from "../models/require-optimizer.ts";
import { copyWeights, hostWeights, requireSameWeights, writeWeights } from "../models/weights-copy.ts";
import type { LayersModel, LayersNamespace } from "../namespace/layers-namespace.ts";
import { readOptimizer, requireSameOptimizer, writeOptimizer } from "../optimizers/optimizer-state.ts";
import { decodeTrainingCheckpoint, encodeTrainingCheckpoint, type TrainingCheckpoint } from "./checkpoint-file.ts";
import type { CheckpointStore } from "./checkpoint-store.ts";

/** Checked options of `checkpoint`, with every default filled in. */
export interface CheckpointSettings {
  readonly store: CheckpointStore;
  readonly name: string;
  readonly everyEpochs: number;
  readonly with: readonly ResumableCallback[];
}

/** Where a run goes on. */
export interface ResumedRun {
  /** For `fit`; 0 where nothing was saved. */
  readonly initialEpoch: number;
  /** Updates done. */
  readonly step: number;
  /** Whether early stopping has ended the run: then restore its best weights in place of training. */
  readonly ended: boolean;
}

const SUBJECT = "checkpoint";

/** Saves calls of `fit` at the ends of their epochs, and resumes them. */
export class CheckpointRun implements TrainingHooks {
  readonly #tf: LayersNamespace;
  readonly #settings: CheckpointSettings;
  readonly #position = new RunPosition(SUBJECT);
  #model: LayersModel | undefined;
  /** Where `resume` left the model, until `fit` goes on from there. */
  #resumed: ResumedRun | undefined;
  saved: { readonly epoch: number; readonly step: number } | null = null;

  constructor(tf: LayersNamespace, settings: CheckpointSettings) {
    this.#tf = tf;
    this.#settings = settings;
  }

  trainBegin(model: LayersModel, params: TrainingParams): void {
    this.#model = model;
    this.#position.beginFit(params);
    const { iterations } = requireOptimizer(SUBJECT, model);
    if (this.#resumed === undefined || iterations === this.#resumed.step) return;
    throw new CheckpointMismatchError({
      subject: `${SUBJECT}: the optimiser's step`,
      rule: `must be ${this.#resumed.step}, where the checkpoint left it`,
      received: iterations,
      remedy: "Call resume(model) right before fit: the model was compiled anew or trained in between.",
    });
  }

  epochBegin(epoch: number): void {
    this.#position.beginEpoch(epoch);
    const resumed = this.#resumed;
    this.#resumed = undefined;
    if (resumed === undefined || resumed.initialEpoch === epoch) return;
    throw new CheckpointMismatchError({
      subject: `${SUBJECT}: the first epoch of fit`,
      rule: `must be ${resumed.initialEpoch}, where the checkpoint goes on`,
      received: epoch,
      remedy: `Pass what resume returned: fit(..., { initialEpoch: ${resumed.initialEpoch} }). Resume again before that.`,
    });
  }

  batchEnd(): void {
    this.#position.endBatch();
  }

  async epochEnd(epoch: number, logs: Logs): Promise<void> {
    const { store, name, everyEpochs } = this.#settings;
    const model = this.#model!;
    // tfjs can go on only with the begin of an epoch: one that was cut short would lose its other batches.
    if ((epoch + 1) % everyEpochs !== 0 || (model.stopTraining && this.#position.lacksBatches(logs))) return;
    const made = await this.#make(model, epoch + 1);
    await store.save(name, encodeTrainingCheckpoint(made));
    this.saved = { epoch: made.epoch, step: made.step };
  }

  async resume(model: LayersModel): Promise<ResumedRun> {
    const { store, name } = this.#settings;
    const optimizer = requireOptimizer(SUBJECT, model);
    requireLiveModel(SUBJECT, model, "Build and compile the model anew, then resume.");
    await requireDevice(this.#tf, SUBJECT, "Start a backend, build and compile the model anew, then resume.");
    const bytes = await store.load(name);
    if (bytes === undefined) return { initialEpoch: 0, step: optimizer.iterations, ended: false };
    const found = decodeTrainingCheckpoint(bytes, `${SUBJECT} ${JSON.stringify(name)}`);
    // All is checked before anything is changed.
    this.#requireSameRun(model, found);
    requireSameOptimizer(SUBJECT, optimizer, found.optimizer);
    for (const [index, callback] of this.#settings.with.entries()) callback.requireState(found.callbacks[index]!);
    for (const [index, callback] of this.#settings.with.entries()) callback.loadState(found.callbacks[index]!, model);
    writeWeights(this.#tf, SUBJECT, model, { place: "host", tensors: found.weights });
    writeOptimizer(this.#tf, SUBJECT, optimizer, found.optimizer);
    for (const [index, layer] of randomLayersOf(this.#tf, model).entries())
      layer.lockstepStep = found.dropout[index]!.step;
    const ended = found.callbacks.some((state) => state.ended);
    this.#resumed = { initialEpoch: found.epoch, step: found.step, ended };
    return this.#resumed;
  }

  async #make(model: LayersModel, epoch: number): Promise<TrainingCheckpoint> {
    const optimizer = await readOptimizer(SUBJECT, requireOptimizer(SUBJECT, model));
    const callbacks = await Promise.all(this.#settings.with.map((callback) => callback.saveState()));
    const late = callbacks.find(({ nextEpoch }) => nextEpoch !== epoch);
    if (late !== undefined) {
      throw new CheckpointMismatchError({
        subject: `${SUBJECT}: ${late.kind}`,
        rule: `must have seen epoch ${epoch - 1} before it is saved`,
        received: `next epoch ${late.nextEpoch}`,
        remedy: "Give it to fit as well, before the checkpoint: callbacks: [stop, checkpoint].",
      });
    }
    return {
      epoch,
      step: optimizer.iterations,
      backend: this.#tf.getBackend(),
      weights: await hostWeights(await copyWeights(this.#tf, model, "host")),
      trained: trainedNames(model),
      optimizer,
      callbacks,
      dropout: randomLayersOf(this.#tf, model).map((layer) => ({ draws: drawsOf(layer), step: layer.lockstepStep })),
    };
  }

  /** Checks what a run must agree in besides the optimiser. */
  #requireSameRun(
    model: LayersModel,
    { backend, weights, trained, optimizer, step, callbacks, dropout }: TrainingCheckpoint,
  ) {
    requireSameWeights(SUBJECT, model, new Map(Object.entries(weights)));
    if (optimizer.iterations !== step) {
      throw new DataError({
        subject: `${SUBJECT}: step`,
        rule: `must be the optimiser's (${optimizer.iterations})`,
        received: step,
        remedy: "The file was changed after it was saved: begin a new run.",
      });
    }
    requireEqual(
      "trained weights",
      trained.join(", "),
      trainedNames(model).join(", "),
      "Set trainable of the layers as it was, then compile: the optimiser's slots belong to these weights.",
    );
    requireEqual(
      "backend",
      backend,
      this.#tf.getBackend(),
      `Await tf.setBackend("${backend}"): others round differently.`,
    );
    requireEqual(
      "number of callbacks",
      String(callbacks.length),
      String(this.#settings.with.length),
      `Pass the same in the option with, in the same order: ${callbacks.map(({ kind }) => kind).join(", ")}.`,
    );
    const layers = randomLayersOf(this.#tf, model);
    requireEqual(
      "number of dropout layers",
      String(dropout.length),
      String(layers.length),
      "Build the model with the same dropout layers.",
    );
    for (const [index, layer] of layers.entries()) {
      requireEqual(
        `the dropout layer ${layer.name}`,
        dropout[index]!.draws,
        drawsOf(layer),
        "Build the model with the same seeds, sites and rates, or load the weights alone and begin a new run.",
      );
    }
  }
}

/** The weights that are not frozen, in the order in which the optimiser sees them. */
function trainedNames(model: LayersModel): readonly string[] {
  const names = new Map(namedWeights(model).map(({ name, weight }) => [weight, name]));
  return model.trainableWeights.map((weight) => names.get(weight)!);
}

/** All that a layer's masks depend on besides the step, as text. */
function drawsOf(layer: RandomLayer): string {
  const { law, seed, site } = layer;
  return JSON.stringify({ kind: layer.getClassName(), seed: String(seed), site, ...law });
}

function requireEqual(subject: string, saved: string, received: string, remedy: string): void {
  if (saved === received) return;
  throw new CheckpointMismatchError({
    subject: `${SUBJECT}: ${subject}`,
    rule: `must be as in the run that was saved (${saved})`,
    received,
    remedy,
  });
}
