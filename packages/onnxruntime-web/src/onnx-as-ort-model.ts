import { rejectUnknownOptions } from "@lockstep/core/engine";
import { openOnnxModel, type OnnxModel, type OnnxModelOptions } from "@lockstep/onnx";
import type { OrtModel } from "./ort-model.ts";
import { SESSION_OPTIONS } from "./require-settings.ts";

/** The options of an ONNX model; an object, so that the compiler finds a name that is missing. */
const NAMES: Readonly<Record<keyof OnnxModelOptions, true>> = {
  loss: true,
  trainable: true,
  externalData: true,
  input: true,
  fill: true,
  output: true,
  dimensions: true,
  runningVariance: true,
};

/**
 * The model of an `.onnx` file as the engine needs it.
 *
 * @param bytes the file, which nobody changes.
 * @throws {LockstepError} as `createOrtEngine`.
 */
export function onnxAsOrtModel(subject: string, bytes: Uint8Array, options: OnnxModelOptions): OrtModel {
  rejectUnknownOptions(subject, options, [...Object.keys(NAMES), ...SESSION_OPTIONS], {
    seed: "The file has its weights already; the seed of masks and batches is fit's.",
    weights: "The file has its weights already; engine.writeState changes them.",
  });
  const given = Object.entries(options).filter(([name]) => name in NAMES);
  return withoutLayers(openOnnxModel(bytes, Object.fromEntries(given) as unknown as OnnxModelOptions));
}

/** A model that is no specification, as the engine needs it: core's checks by layers find none. */
export function withoutLayers(model: OnnxModel): OrtModel {
  return { ...model, layers: [], exportModel: (state) => model.exportModel(state) };
}
