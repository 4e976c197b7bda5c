import { type EngineOptions, type ModelSpec, type TrainingEngine } from "@lockstep/core";
import { requireComputedLoss, requireLayers, requireRandomSites, resolveEngineModel } from "@lockstep/core/engine";
import { ModelSessions } from "./model-sessions.ts";
import { oneCallAtATime } from "./one-call-at-a-time.ts";
import { ORT_CAPABILITIES, OrtEngine } from "./ort-engine.ts";
import type { OrtNamespace } from "./ort-namespace.ts";
import { requireOrtNamespace } from "./require-ort-namespace.ts";
import { requireSettings } from "./require-settings.ts";
import type { CpuFallback, ExecutionProvider } from "./session-settings.ts";

/** Options of {@link createOrtEngine}. */
export interface OrtEngineOptions extends EngineOptions {
  /** Which of the runtime's kernels compute: those of the CPU, or the GPU's, which `onnxruntime-web/webgpu` has. @default "wasm" */
  readonly executionProvider?: ExecutionProvider;
  /**
   * What happens on "webgpu" if the GPU has no kernel for an operator: "forbid" refuses the graph, "allow" lets the runtime
   * compute such operators on the CPU, which copies there and back at every step. No effect on "wasm".
   *
   * @default "forbid"
   */
  readonly cpuFallback?: CpuFallback;
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
 * @param options.executionProvider "wasm", or "webgpu" with the namespace of `onnxruntime-web/webgpu`; weights then stay
 *   on the GPU between the steps. @default "wasm"
 * @param options.cpuFallback what happens on "webgpu" if the GPU has no kernel for an operator. @default "forbid"
 * @throws {InvalidOptionError} if `ort` is not ONNX Runtime's namespace, or an option is unknown or out of range.
 * @throws {UnsupportedOptionError} for another execution provider; where "webgpu" finds no adapter; for a graph that the
 *   GPU cannot run whole, with `cpuFallback: "forbid"`; and for a layer that draws and is not of kind dropout or
 *   stochastic-depth.
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
  const resolved = resolveEngineModel("createOrtEngine", model, options, ["executionProvider", "cpuFallback"]);
  requireLayers("createOrtEngine", ORT_CAPABILITIES.layerKinds, resolved.layers, ORT_CAPABILITIES);
  requireComputedLoss("createOrtEngine", ORT_CAPABILITIES.losses, resolved.loss);
  requireRandomSites("createOrtEngine", ORT_CAPABILITIES, resolved);
  const settings = requireSettings(options);
  const queued = settings.executionProvider === "webgpu" ? oneCallAtATime(runtime) : runtime;
  const sessions = new ModelSessions(queued, resolved, settings);
  // A runtime that cannot start (a missing wasm file, say) is an error of this call, not of the first step.
  await sessions.evaluation.open();
  return new OrtEngine(queued, resolved, sessions);
}
