import type { EngineOptions, ModelSpec } from "@lockstep/core";
import type { OnnxModelOptions } from "@lockstep/onnx";
import { modelBytes } from "./model-bytes.ts";
import { onnxAsOrtModel } from "./onnx-as-ort-model.ts";
import { openEngine } from "./open-engine.ts";
import type { OrtEngine } from "./ort-engine.ts";
import type { OrtNamespace } from "./ort-namespace.ts";
import { requireOrtNamespace } from "./require-ort-namespace.ts";
import { requireSettings } from "./require-settings.ts";
import type { CpuFallback, ExecutionProvider } from "./session-settings.ts";
import { specAsOrtModel } from "./spec-as-ort-model.ts";

const SUBJECT = "createOrtEngine";

/** Where an engine computes. */
export interface OrtSettings {
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

/** Options of {@link createOrtEngine} for a model specification. */
export interface OrtEngineOptions extends EngineOptions, OrtSettings {}

/** Options of {@link createOrtEngine} for the bytes of an `.onnx` file. */
export interface OrtOnnxOptions extends OnnxModelOptions, OrtSettings {}

/**
 * Makes a training engine that runs on ONNX Runtime as it is published, which can only infer: forward, loss, backward
 * and SGD update are one ONNX graph of standard operators, whose weights are inputs and outputs.
 *
 * @param ort the namespace of `onnxruntime-web` (or of another of its entries), configured by the caller:
 *   `ort.env.wasm.numThreads` says how many threads compute.
 * @param model layers as plain data; or the bytes of an `.onnx` file, whose own weights training begins with.
 * @param options.loss what training minimises.
 * @param options.seed of a specification: seed of the initial weights; give this or `weights`.
 * @param options.weights of a specification: weights to start from, by name.
 * @param options.trainable of a file: names or patterns of the weights that are trained. @default all
 * @param options.externalData of a file: the files beside it that hold its tensors.
 * @param options.input of a file: which of its inputs takes the batch. @default the first
 * @param options.fill of a file: the value that every other input has everywhere. @default none
 * @param options.output of a file: the output, or any value inside, that the loss is taken of. @default the first output
 * @param options.dimensions of a file: lengths of the axes that it has names for, other than the batch.
 * @param options.runningVariance of a file: which variance moves the running one of its batch norms. @default "population"
 * @param options.executionProvider "wasm", or "webgpu" with the namespace of `onnxruntime-web/webgpu`; weights then stay
 *   on the GPU between the steps. @default "wasm"
 * @param options.cpuFallback what happens on "webgpu" if the GPU has no kernel for an operator. @default "forbid"
 * @throws {InvalidOptionError} if `ort` is not ONNX Runtime's namespace, `model` is neither of the two, or an option is unknown or out of range.
 * @throws {UnsupportedOptionError} for another execution provider; where "webgpu" finds no adapter; for a graph that the
 *   GPU cannot run whole, with `cpuFallback: "forbid"`; for a layer or an operator of a file that cannot be trained here.
 * @throws {ShapeMismatchError} if layers, loss or weights do not fit.
 * @throws {DataError} if the file is damaged.
 * @throws {MissingDependencyError} if the runtime does not start: it is not in the package passed, or its files were not found.
 * @example
 * import * as ort from "onnxruntime-web";
 * const engine = await createOrtEngine(ort, model, { loss: softmaxCrossEntropy(), seed: 42 });
 */
export async function createOrtEngine(
  ort: OrtNamespace,
  model: ModelSpec,
  options: OrtEngineOptions,
): Promise<OrtEngine>;
export async function createOrtEngine(
  ort: OrtNamespace,
  model: Uint8Array | ArrayBuffer,
  options: OrtOnnxOptions,
): Promise<OrtEngine>;
export async function createOrtEngine(
  ort: OrtNamespace,
  model: ModelSpec | Uint8Array | ArrayBuffer,
  options: OrtEngineOptions | OrtOnnxOptions,
): Promise<OrtEngine> {
  const runtime = requireOrtNamespace(ort);
  // The model is read lazily and exported later: what the caller does to its bytes meanwhile must not matter.
  const bytes = modelBytes(SUBJECT, model);
  const ortModel =
    bytes === null ? specAsOrtModel(SUBJECT, model as ModelSpec, options) : onnxAsOrtModel(SUBJECT, bytes, options);
  return await openEngine(runtime, ortModel, requireSettings(options));
}
