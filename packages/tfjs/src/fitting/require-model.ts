import { InvalidOptionError } from "@lockstep/core";

import type { LayersModel, LayersNamespace } from "../namespace/layers-namespace.ts";

/**
 * Checks that this is a model that can be trained.
 *
 * @throws {InvalidOptionError} if it is none, not compiled or disposed.
 */
export function requireTrainableModel(tf: LayersNamespace, subject: string, model: unknown): LayersModel {
  if (!(model instanceof tf.LayersModel)) {
    throw new InvalidOptionError({
      subject: `${subject}: model`,
      rule: "must be a layers model of this namespace",
      received: model,
      remedy: "Pass what tf.sequential, tf.model or tf.loadLayersModel returns; graph models cannot be trained.",
    });
  }
  if (model.optimizer === undefined || model.optimizer === null) {
    throw new InvalidOptionError({
      subject: `${subject}: model`,
      rule: "must be compiled",
      remedy: "Call model.compile({ optimizer, loss }) first.",
    });
  }
  try {
    for (const weight of model.weights) weight.read();
  } catch (cause) {
    throw new InvalidOptionError({
      subject: `${subject}: model`,
      rule: "must not be disposed",
      remedy: "Load or build it again.",
      cause,
    });
  }
  return model;
}
