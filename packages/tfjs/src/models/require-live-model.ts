import { InvalidOptionError, LockstepError } from "@lockstep/core";

import type { LayersModel, LayersNamespace, LayersOptimizer } from "../namespace/layers-namespace.ts";
import { isDeviceLost } from "./is-device-lost.ts";
import { modelWeights } from "./model-weights.ts";

/**
 * Checks that a model's weights are there to be read and written.
 *
 * @param remedy what can be done where they are not.
 * @throws {LockstepError} with the code `ENGINE_DISPOSED` if the model was disposed, or its device is lost.
 */
export async function requireLiveModel(
  tf: LayersNamespace,
  subject: string,
  model: LayersModel,
  remedy: string,
): Promise<void> {
  const disposed = [...modelWeights(model)].find(([, weight]) => isDisposed(weight));
  if (disposed !== undefined) {
    throw new LockstepError("ENGINE_DISPOSED", {
      subject: `${subject}: model`,
      rule: `was disposed, its weight ${disposed[0]} at least`,
      remedy,
    });
  }
  if (!(await isDeviceLost(tf))) return;
  throw new LockstepError("ENGINE_DISPOSED", {
    subject: `${subject}: the device of tfjs's ${tf.getBackend()} backend`,
    rule: "was lost, and all that it held",
    remedy,
  });
}

/** @throws {InvalidOptionError} if the model was not compiled. */
export function requireOptimizer(subject: string, model: LayersModel): LayersOptimizer {
  const optimizer = model.optimizer as LayersOptimizer | null | undefined;
  if (optimizer !== null && optimizer !== undefined) return optimizer;
  throw new InvalidOptionError({
    subject: `${subject}: model`,
    rule: "must be compiled",
    remedy: "Call model.compile({ optimizer, loss }) first, as in the run that is to go on.",
  });
}

function isDisposed(weight: { read(): unknown }): boolean {
  try {
    weight.read();
    return false;
  } catch {
    return true;
  }
}
