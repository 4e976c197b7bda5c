import { InvalidOptionError } from "@lockstep/core";

import type { LayersModel, LayersNamespace } from "../namespace/layers-namespace.ts";

/** @throws {InvalidOptionError} if a value is no layers model, or one of another copy of TensorFlow.js. */
export function requireLayersModel(tf: LayersNamespace, subject: string, model: unknown): LayersModel {
  if (model instanceof tf.LayersModel) return model;
  throw new InvalidOptionError({
    subject: `${subject}: model`,
    rule: "must be a tf.LayersModel of this copy of TensorFlow.js",
    received: model,
    remedy: "Pass what tf.sequential, tf.model or tf.loadLayersModel returns; graph models cannot be trained.",
  });
}
