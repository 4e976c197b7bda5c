import { InvalidOptionError } from "@lockstep/core";

import type { LayersCallback, LayersNamespace } from "../namespace/layers-namespace.ts";
import type { AnyCallback, Callbacks, FitModelOptions } from "./fit-model-options.ts";

/**
 * All callbacks as instances, so that both forms may be mixed: tfjs looks at the first of a list only, and calls methods
 * of the others without their `this`. One of them lets the page breathe as `yieldEvery` says, which tfjs leaves out where
 * all callbacks are instances.
 *
 * @throws {InvalidOptionError} if one is neither form.
 */
export function uniformCallbacks(
  tf: LayersNamespace,
  callbacks: Callbacks | undefined,
  yieldEvery: FitModelOptions["yieldEvery"],
): LayersCallback[] {
  const given = callbacks === undefined || callbacks === null ? [] : [callbacks].flat();
  const instances = given.map((callback: AnyCallback, index) => {
    if (typeof callback !== "object" || callback === null) {
      throw new InvalidOptionError({
        subject: `fitModel: callbacks[${index}]`,
        rule: "must be an object of hooks or an instance of tf.Callback",
        received: callback,
        remedy: "For example { onEpochEnd(epoch, logs) { ... } }, or tf.callbacks.earlyStopping().",
      });
    }
    return isInstance(callback) ? callback : instance(tf, callback, yieldEvery);
  });
  if (!given.some((callback) => !isInstance(callback))) instances.push(instance(tf, {}, yieldEvery));
  return instances;
}

function isInstance(callback: AnyCallback): callback is LayersCallback {
  return "setParams" in callback && "setModel" in callback;
}

function instance(
  tf: LayersNamespace,
  hooks: Exclude<AnyCallback, LayersCallback>,
  yieldEvery: FitModelOptions["yieldEvery"],
): LayersCallback {
  // tfjs declares its constructor as if it needed the second argument.
  return new tf.CustomCallback(hooks, yieldEvery ?? "auto") as unknown as LayersCallback;
}
