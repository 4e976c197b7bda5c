import { InvalidOptionError } from "@lockstep/core";

import type { LayersModel } from "../namespace/layers-namespace.ts";

/**
 * Checks that a model's weights are there to be read and written.
 *
 * @param remedy what can be done where they are not.
 * @throws {InvalidOptionError} if the model was disposed.
 */
export function requireLiveModel(
  subject: string,
  model: LayersModel,
  remedy = "Build or load the model again; a checkpoint brings its weights back.",
): void {
  try {
    for (const weight of model.weights) weight.read();
  } catch (cause) {
    throw new InvalidOptionError({ subject: `${subject}: model`, rule: "must not have been disposed", remedy, cause });
  }
}
