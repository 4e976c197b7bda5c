import { UnsupportedOptionError, type EngineOptions, type ModelSpec, type TrainingEngine } from "@lockstep/core";
import { requireComputedLoss, requireLayers, requireRandomSites, resolveEngineModel } from "@lockstep/core/engine";
import { ModelSessions } from "./model-sessions.ts";
import { ORT_CAPABILITIES, OrtEngine } from "./ort-engine.ts";
import type { OrtNamespace } from "./ort-namespace.ts";
import { requireOrtNamespace } from "./require-ort-namespace.ts";

/** Options of {@link createOrtEngine}. */
export interface OrtEngineOptions extends EngineOptions {
  /** Which of the runtime's kernels compute. @default "wasm" */
  readonly executionProvider?: "wasm";
}

/**
 * Makes a training engine that runs on ONNX Runtime as it is published, which can only infer: forward, loss, backward
 * and SGD update are one ONNX graph of standard operators, whose weights are inputs and outputs.
 *
 * @param ort the namespace of `onnxruntime-web/wasm` (or another of its packages), configured by the caller.
 * @param model layers as plain data.
 * @param options.loss what training minimises.
 * @param options.seed seed of the initial weights; give this or `weights`.
 * @param options.weights weights to start from, by name.
 * @param options.executionProvider @default "wasm"
 * @throws {InvalidOptionError} if `ort` is not ONNX Runtime's namespace, or an option is unknown or out of range.
 * @throws {UnsupportedOptionError} for another execution provider, and for a layer that draws and is not of kind dropout
 *   or stochastic-depth.
 * @throws {ShapeMismatchError} if layers, loss or weights do not fit.
 * @example
 * import * as ort from "onnxruntime-web/wasm";
 * const engine = await createOrtEngine(ort, model, { loss: softmaxCrossEntropy(), seed: 42 });
 */
export async function createOrtEngine(
  ort: OrtNamespace,
  model: ModelSpec,
  options: OrtEngineOptions,
): Promise<TrainingEngine> {
  const runtime = requireOrtNamespace(ort);
  const resolved = resolveEngineModel("createOrtEngine", model, options, ["executionProvider"]);
  requireLayers("createOrtEngine", ORT_CAPABILITIES.layerKinds, resolved.layers, ORT_CAPABILITIES);
  requireComputedLoss("createOrtEngine", ORT_CAPABILITIES.losses, resolved.loss);
  requireRandomSites("createOrtEngine", ORT_CAPABILITIES, resolved);
  const { executionProvider = "wasm" } = options;
  if (executionProvider !== "wasm") {
    throw new UnsupportedOptionError({
      subject: "createOrtEngine: executionProvider",
      rule: 'must be "wasm"',
      received: executionProvider,
      remedy: "Leave it out.",
    });
  }
  const sessions = new ModelSessions(runtime, resolved);
  // A runtime that cannot start (a missing wasm file, say) is an error of this call, not of the first step.
  await sessions.evaluation.open();
  return new OrtEngine(runtime, resolved, sessions);
}
