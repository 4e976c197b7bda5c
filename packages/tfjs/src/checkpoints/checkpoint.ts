import { InvalidOptionError } from "@lockstep/core";
import { rejectUnknownOptions, requireInteger } from "@lockstep/core/engine";

import type { ResumableCallback } from "../callbacks/resumable-callback.ts";
import { trainingCallback } from "../callbacks/training-callback.ts";
import {
  requireLayersNamespace,
  type LayersCallback,
  type LayersModel,
  type LayersNamespace,
} from "../namespace/layers-namespace.ts";
import { CheckpointRun, type ResumedRun } from "./checkpoint-run.ts";
import { requireFileName, type CheckpointStore } from "./checkpoint-store.ts";

/** Options of {@link checkpoint}. */
export interface CheckpointOptions {
  /** Where to save: `memoryStore()`, `indexedDbStore(name)`, `fileStore(folder)` or one of your own. */
  readonly store: CheckpointStore;
  /** The file's name in the store; each save replaces the last. @default "checkpoint" */
  readonly name?: string;
  /** How often to save. tfjs can go on only with the begin of an epoch. @default { epochs: 1 } */
  readonly every?: { readonly epochs: number };
  /**
   * The run's other callbacks of Lockstep, whose states belong to it; `fit` has to have them before the checkpoint.
   * @default none
   */
  readonly with?: readonly ResumableCallback[];
}

/** A callback that saves the run, and resumes it. */
export interface CheckpointCallback extends LayersCallback {
  /** What was saved last: the epoch to go on with, and the optimiser's updates. */
  readonly saved: { readonly epoch: number; readonly step: number } | null;
  /**
   * Puts a compiled model, its optimiser and the callbacks in `with` where the saved run was; nothing is changed if it does
   * not fit, or if nothing was saved. Call it right before `fit`, and pass on `initialEpoch`.
   *
   * @throws {CheckpointMismatchError} if it was saved by another model (its dropout
   *   included), optimiser, backend or other callbacks, and within
   *   `fit` if that begins at another epoch or step.
   * @throws {DataError} if the file is damaged.
   * @throws {InvalidOptionError} if the model was disposed or is not compiled.
   * @throws {DeviceLostError} if the device of the backend was lost.
   */
  resume(model: LayersModel): Promise<ResumedRun>;
}

/**
 * Saves a training run at the ends of epochs, all of it: weights, the optimiser's slots and counters, the states of early
 * stopping and learning rates with the best weights, and the steps of dropout layers. A run that is killed and resumed ends
 * with the same bits as one that was not, on the same backend and if its batches are the same: `shuffle: false`, or an
 * order by a seed.
 *
 * @throws {InvalidOptionError} for an unknown option, or a store or callbacks that are none.
 * @throws {UnsupportedOptionError} within `fit`, for an optimiser that is not of tf.train or weights that are not f32.
 * @example
 * const stop = earlyStopping(tf, { monitor: "val_loss", mode: "min", patience: 5 });
 * const saved = checkpoint(tf, { store: memoryStore(), with: [stop] });
 * const { initialEpoch, ended } = await saved.resume(model);
 * if (ended) await stop.restoreBest();
 * else {
 *   const validationSplit = 0.2;
 *   await model.fit(xs, ys, { epochs: 50, initialEpoch, validationSplit, callbacks: [stop, saved] });
 * }
 */
export function checkpoint(tf: LayersNamespace, options: CheckpointOptions): CheckpointCallback {
  const namespace = requireLayersNamespace("checkpoint", tf);
  rejectUnknownOptions("checkpoint", options, ["store", "name", "every", "with"], {
    callbacks: "Name it with.",
    saveFreq: "Write every: { epochs: 5 }.",
    saveBestOnly:
      "The best weights are earlyStopping's, which restores them: with: [stop]. A checkpoint is the whole run.",
    filepath: "Give a folder to the store, and the file's name as name: fileStore(folder) of @lockstep/tfjs/node.",
  });
  const { every = { epochs: 1 }, with: watched = [] } = options;
  rejectUnknownOptions("checkpoint: every", every, ["epochs"], {
    steps: "tfjs cannot go on within an epoch. Make epochs shorter: fitDataset takes batchesPerEpoch.",
  });
  const run = new CheckpointRun(namespace, {
    store: requireStore(options.store),
    name: requireFileName("checkpoint: name", options.name ?? "checkpoint"),
    everyEpochs: requireInteger("checkpoint: every.epochs", every.epochs, { min: 1 }),
    with: requireResumable(watched),
  });
  return trainingCallback(namespace, run, {
    get saved() {
      return run.saved;
    },
    resume: (model: LayersModel) => run.resume(model),
  } satisfies Omit<CheckpointCallback, keyof LayersCallback>);
}

function requireStore(store: CheckpointStore): CheckpointStore {
  const { save, load } = (store ?? {}) as Partial<CheckpointStore>;
  if (typeof save === "function" && typeof load === "function") return store;
  throw new InvalidOptionError({
    subject: "checkpoint: store",
    rule: "must have save and load",
    received: store,
    remedy: 'Write memoryStore(), indexedDbStore("run"), or fileStore("folder") of "@lockstep/tfjs/node".',
  });
}

function requireResumable(watched: readonly ResumableCallback[]): readonly ResumableCallback[] {
  const known = Array.isArray(watched) && watched.every((one) => typeof one?.loadState === "function");
  if (known) return [...watched];
  throw new InvalidOptionError({
    subject: "checkpoint: with",
    rule: "must list callbacks made by earlyStopping, reduceOnPlateau or learningRateSchedule of @lockstep/tfjs",
    received: watched,
    remedy: "Those of tfjs itself keep a state that cannot be saved.",
  });
}
