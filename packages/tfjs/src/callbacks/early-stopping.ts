import {
  earlyStopping as earlyStoppingRule,
  type EarlyStopping,
  type EarlyStoppingOptions,
  type EarlyStoppingState,
  type NamedTensors,
  type JsonValue,
} from "@lockstep/core";
import { rejectUnknownOptions, requireInteger, requireOneOf } from "@lockstep/core/engine";

import {
  requireLayersNamespace,
  type LayersCallback,
  type LayersModel,
  type LayersNamespace,
} from "../namespace/layers-namespace.ts";
import { EarlyStoppingRun } from "./early-stopping-run.ts";
import { coreMonitor, MonitoredLog } from "./monitored-log.ts";
import { requireCallbackState } from "./require-callback-state.ts";
import type { CallbackState, ResumableCallback } from "./resumable-callback.ts";
import type { FitStopReason } from "./stop-reason.ts";
import { trainingCallback } from "./training-callback.ts";

/** Core's options of `earlyStopping`, whose monitor may be called as in tfjs's logs: `val_loss`, `val_auc`. */
export type FitEarlyStoppingOptions = WithLogName<EarlyStoppingOptions>;

/** Over each member of a union, which `Omit` alone would merge. */
export type WithLogName<Options> = Options extends unknown
  ? Omit<Options, "monitor"> & { readonly monitor: string }
  : never;

/** How the rule is run; what it decides is not changed by any of them. */
export interface EarlyStoppingCallbackOptions {
  /**
   * Where the best weights are kept. On the device they cost no transfer and no memory of their own until training moves on;
   * on the host, read at each new best, they outlive a lost WebGL context or WebGPU device. @default "device"
   */
  readonly keep?: "device" | "host";
  /**
   * Epochs of the whole run, where several calls of `fit` make it up by `initialEpoch`: one that ends by itself before is
   * a pause, after which the next goes on with counts and best weights. @default each call is a run
   */
  readonly epochs?: number;
  /** Milliseconds from any fixed moment; only a `timeLimit` depends on it. @default performance.now */
  readonly clock?: () => number;
}

/** Early stopping as a callback of `fit`, with what it found. */
export interface EarlyStoppingCallback extends LayersCallback, ResumableCallback {
  readonly rule: EarlyStopping;
  readonly state: EarlyStoppingState;
  readonly best: number | null;
  readonly bestEpoch: number | null;
  /** The last epoch of the last `fit`, counted from 0. */
  readonly stopEpoch: number | null;
  /** Why the run ended; null while it goes on, and where `fit` rejected. */
  readonly stopReason: FitStopReason | null;
  /** The epoch whose weights the model was given back; null where it has the last ones. */
  readonly restoredEpoch: number | null;
  /** The last decision in one sentence. */
  readonly explanation: string;
  /**
   * Puts the best weights back where `fit` could not, because it rejected, and frees the copy. The optimiser's slots
   * stay as they are.
   *
   * @param model another one of the same layers, where the first is gone. @default the one that was trained
   * @throws {InvalidOptionError} if the model was disposed; the copy is kept.
   * @throws {DeviceLostError} if the device of the backend was lost; a copy on the host is kept.
   * @throws {LockstepError} with the code `MISSING_DATA` if there are none.
   */
  restoreBest(model?: LayersModel): Promise<void>;
  /** The best weights on the host, while they are kept. */
  bestWeights(): Promise<NamedTensors | undefined>;
  /** Frees the best weights of a run whose `fit` rejected. */
  dispose(): void;
}

/**
 * Early stopping for stock `model.fit` and `model.fitDataset`: core's rule in every option, criterion and dialect, fed
 * with tfjs's logs. It is a `tf.Callback`, so it stands alone or in a list with others; plain objects go beside it by
 * {@link callbacks}.
 *
 * The model ends with its best weights (unless `restoreBest` is false) however `fit` ends: stopped by the rule, by
 * another callback, or done. Where `fit` rejects, tfjs tells no callback; then call `restoreBest()`. Weights only are put
 * back, averages of batch normalisation included; the optimiser's slots are not.
 *
 * A second `fit` from epoch 0 starts afresh.
 *
 * @param tf the namespace: `import * as tf from "@tensorflow/tfjs"`.
 * @param rule options, or a rule made by core's `earlyStopping`. Mind that `mode` is never guessed.
 * @throws {InvalidOptionError} for an unknown option or a value out of range; within `fit`, before any training, for a
 *   monitor that its logs will not have.
 * @throws {UnsupportedOptionError} for `checkEvery: { steps }`: tfjs measures at the ends of epochs.
 * @throws {NonFiniteValueError} within `fit`, as the rule says.
 * @throws {CheckpointMismatchError} within `fit`, if a run that it goes on with is at another epoch or has ended.
 * @example
 * const stop = earlyStopping(tf, { monitor: "val_loss", mode: "min", patience: 5 });
 * await model.fit(xs, ys, { epochs: 100, validationSplit: 0.2, callbacks: stop });
 * console.log(stop.explanation, stop.bestEpoch);
 */
export function earlyStopping(
  tf: LayersNamespace,
  rule: EarlyStopping | FitEarlyStoppingOptions,
  options: EarlyStoppingCallbackOptions = {},
): EarlyStoppingCallback {
  const namespace = requireLayersNamespace("earlyStopping", tf);
  rejectUnknownOptions("earlyStopping", options, ["keep", "epochs", "clock"], {
    patience: "Options of the rule belong into the second argument.",
  });
  const { keep = "device", epochs, clock = () => performance.now() } = options;
  requireOneOf("earlyStopping: keep", keep, ["device", "host"]);
  const resolved = isRule(rule) ? rule : ruleOf(rule);
  const run = new EarlyStoppingRun(namespace, {
    rule: resolved,
    monitored: new MonitoredLog("earlyStopping", isRule(rule) ? rule.options.monitor : rule.monitor, resolved.options),
    keep,
    epochs: epochs === undefined ? null : requireInteger("earlyStopping: epochs", epochs, { min: 1 }),
    clock,
  });
  const requireState = (state: CallbackState): void =>
    requireCallbackState(state, "earlyStopping", resolved.options as unknown as JsonValue);
  return trainingCallback(namespace, run, {
    rule: resolved,
    get state() {
      return run.state;
    },
    get best() {
      return run.state.best;
    },
    get bestEpoch() {
      return run.state.bestEpoch;
    },
    get stopEpoch() {
      return run.stopEpoch;
    },
    get stopReason() {
      return run.stopReason;
    },
    get restoredEpoch() {
      return run.restoredEpoch;
    },
    get explanation() {
      return run.state.explanation;
    },
    restoreBest: (model?: LayersModel) => run.restoreBest(model),
    bestWeights: () => run.bestWeights(),
    dispose: () => run.dispose(),
    saveState: () => run.saveState(),
    requireState,
    loadState(state: CallbackState, model?: LayersModel) {
      requireState(state);
      run.loadState(state, model);
    },
  } satisfies Omit<EarlyStoppingCallback, keyof LayersCallback>);
}

function isRule(rule: EarlyStopping | FitEarlyStoppingOptions): rule is EarlyStopping {
  return typeof rule === "object" && rule !== null && "observe" in rule && "start" in rule;
}

function ruleOf(options: FitEarlyStoppingOptions): EarlyStopping {
  const isRecord = typeof options === "object" && options !== null;
  return earlyStoppingRule(isRecord ? { ...options, monitor: coreMonitor(options.monitor) } : options);
}
