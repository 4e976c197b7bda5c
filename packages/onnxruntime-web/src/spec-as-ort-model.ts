import type { ModelSpec } from "@lockstep/core";
import {
  requireComputedLoss,
  requireLayers,
  requireRandomSites,
  resolveEngineModel,
  type EngineOptions,
} from "@lockstep/core/engine";
import { exportNetwork, trainableSpec } from "@lockstep/onnx";
import { ORT_CAPABILITIES } from "./ort-capabilities.ts";
import type { OrtModel } from "./ort-model.ts";
import { SESSION_OPTIONS } from "./require-settings.ts";

/**
 * A model specification as the engine needs it.
 *
 * @throws {LockstepError} as `createOrtEngine`.
 */
export function specAsOrtModel(subject: string, spec: ModelSpec, options: EngineOptions): OrtModel {
  const resolved = resolveEngineModel(subject, spec, options, SESSION_OPTIONS);
  requireLayers(subject, ORT_CAPABILITIES.layerKinds, resolved.layers, ORT_CAPABILITIES);
  requireComputedLoss(subject, ORT_CAPABILITIES.losses, resolved.loss);
  requireRandomSites(subject, ORT_CAPABILITIES, resolved);
  const { network } = trainableSpec(resolved);
  return { ...resolved, network, exportModel: (state) => exportNetwork(network, state) };
}
