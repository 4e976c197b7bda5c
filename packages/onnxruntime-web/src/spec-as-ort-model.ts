import type { ModelSpec } from "@lockstep/core";
import {
  requireComputedLoss,
  requireLayers,
  requireRandomSites,
  resolveEngineModel,
  type EngineOptions,
} from "@lockstep/core/engine";
import { exportNetwork, trainableSpec } from "@lockstep/onnx";
import { ortCapabilities } from "./ort-capabilities.ts";
import type { OrtModel } from "./ort-model.ts";
import { SESSION_OPTIONS } from "./require-settings.ts";
import type { ExecutionProvider } from "./session-settings.ts";

type SpecOptions = EngineOptions & { readonly executionProvider?: ExecutionProvider };

/**
 * A model specification as the engine needs it.
 *
 * @throws {LockstepError} as `createOrtEngine`.
 */
export function specAsOrtModel(subject: string, spec: ModelSpec, options: SpecOptions): OrtModel {
  const resolved = resolveEngineModel(subject, spec, options, SESSION_OPTIONS);
  const capabilities = ortCapabilities(options.executionProvider ?? "wasm");
  requireLayers(subject, capabilities.layerKinds, resolved.layers, capabilities);
  requireComputedLoss(subject, capabilities.losses, resolved.loss);
  requireRandomSites(subject, capabilities, resolved);
  const { network } = trainableSpec(resolved);
  return { ...resolved, network, exportModel: (state) => exportNetwork(network, state) };
}
