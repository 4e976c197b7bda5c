import { InvalidOptionError } from "@lockstep/core";
import { rejectUnknownOptions } from "@lockstep/core/engine";
import type { CustomCallbackArgs, ModelFitArgs } from "@tensorflow/tfjs-layers";

import {
  requireLayersNamespace,
  type CallbackInstance,
  type LayersCallback,
  type LayersNamespace,
} from "../namespace/layers-namespace.ts";

const HOOKS = [
  "onTrainBegin",
  "onTrainEnd",
  "onEpochBegin",
  "onEpochEnd",
  "onBatchBegin",
  "onBatchEnd",
  "onYield",
  "nowFunc",
  "nextFrameFunc",
] as const;

/** Options of {@link callbacks}. */
export interface CallbacksOptions {
  /** How often the page may draw a frame, as in `fit`, which heeds it for plain objects only. @default "auto" */
  readonly yieldEvery?: NonNullable<ModelFitArgs["yieldEvery"]>;
}

/**
 * A list of callbacks and plain objects such as `{ onEpochEnd }` or those of tfjs-vis, as `fit` takes it. Alone it takes
 * no mixture: it fails with "setParams is not a function", and does not notice an object with a misspelt hook. One of the
 * list lets the page draw; `fit` alone does not where all are callbacks.
 *
 * @throws {InvalidOptionError} for a member that is neither, or a key that is no hook.
 * @example
 * const stop = earlyStopping(tf, { monitor: "val_loss", mode: "min", patience: 5 });
 * const both = callbacks(tf, [stop, { onEpochEnd: (epoch, logs) => console.log(epoch, logs?.["loss"]) }]);
 * await model.fit(xs, ys, { epochs: 100, validationSplit: 0.2, callbacks: both });
 */
export function callbacks(
  tf: LayersNamespace,
  members: readonly (CallbackInstance | CustomCallbackArgs)[],
  options: CallbacksOptions = {},
): LayersCallback[] {
  const { CustomCallback } = requireLayersNamespace("callbacks", tf);
  if (!Array.isArray(members)) {
    throw new InvalidOptionError({ subject: "callbacks", rule: "takes a list", received: members });
  }
  rejectUnknownOptions("callbacks", options, ["yieldEvery"]);
  const wrap = (hooks: CustomCallbackArgs): LayersCallback =>
    new CustomCallback(hooks, options.yieldEvery ?? "auto") as unknown as LayersCallback;
  const listed = members.map((member: CallbackInstance | CustomCallbackArgs, index) => {
    if (isCallback(member)) return member as LayersCallback;
    rejectUnknownOptions(`callbacks[${index}]`, member, HOOKS, {
      onEarlyStop: "Make it a member of the list: callbacks(tf, [earlyStopping(tf, ...), ...]).",
    });
    return wrap(member);
  });
  return members.every(isCallback) ? [...listed, wrap({})] : listed;
}

function isCallback(member: CallbackInstance | CustomCallbackArgs): member is CallbackInstance {
  return typeof member === "object" && member !== null && "setParams" in member && "setModel" in member;
}
