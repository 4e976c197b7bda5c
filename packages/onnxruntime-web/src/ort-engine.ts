import type { TrainingEngine } from "@lockstep/core";
import type { TrainingStepGraph } from "@lockstep/onnx";
import type { ModelExportOptions } from "./export-model.ts";

/**
 * The training engine on ONNX Runtime: every call runs one prebuilt graph, and the weights go round from its outputs to
 * the next run's inputs. Calls queue, so that they happen in their order whether or not they are awaited. `createOrtEngine`
 * makes one.
 *
 * @throws {InvalidOptionError}, {ShapeMismatchError} or {UnsupportedOptionError} where a call's arguments do not fit the model,
 *   before anything runs; {OutOfMemoryError} where a run does not fit, which changes nothing; {DeviceLostError}
 *   where the GPU was lost; {EngineDisposedError} after `dispose`.
 * @example
 * import * as ort from "onnxruntime-web";
 * const engine = await createOrtEngine(ort, model, { loss: softmaxCrossEntropy(), seed: 42 });
 * engine.name; // "ort-wasm"
 */
export interface OrtEngine extends TrainingEngine {
  /**
   * The model with the weights it has now, as the bytes of an `.onnx` file for inference: of a specification, a graph with
   * one input `inputs`, one output `output` and the weights as initializers under their PyTorch names; of a file, that
   * file. Waits for the steps before.
   *
   * @param options.trainingGraph "training-info" adds one optimiser step as the file's `TrainingInfoProto`, which runtimes that
   *   only infer skip. "step" gives that step alone instead: a graph that any ONNX Runtime runs, with the names of its inputs
   *   and outputs. @default "none"
   * @param options.step whose parts (and, as defaults, numbers) the training graph has. @default that of the last `trainBatch`
   * @throws {InvalidOptionError} for a training graph without a step: none was given and none was trained.
   * @throws {UnsupportedOptionError} if the operator set of the file that the engine was made from is too old for "training-info".
   * @example
   * const bytes = await engine.exportModel();
   * const session = await ort.InferenceSession.create(bytes);
   * session.outputNames; // ["output"]
   */
  exportModel(
    options?: ModelExportOptions & { readonly trainingGraph?: "none" | "training-info" },
  ): Promise<Uint8Array>;
  exportModel(options: ModelExportOptions & { readonly trainingGraph: "step" }): Promise<TrainingStepGraph>;
}
