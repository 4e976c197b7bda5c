import { requireLayersModel } from "../models/require-layers-model.ts";
import { requireLiveModel } from "../models/require-live-model.ts";
import { requireOptimizer } from "../models/require-optimizer.ts";
import type { LayersModel, LayersNamespace } from "../namespace/layers-namespace.ts";

/**
 * Checks that this is a model that can be trained.
 *
 * @throws {InvalidOptionError} if it is none, not compiled or disposed.
 */
export function requireTrainableModel(tf: LayersNamespace, subject: string, given: unknown): LayersModel {
  const model = requireLayersModel(tf, subject, given);
  requireOptimizer(subject, model);
  requireLiveModel(subject, model);
  return model;
}
