import { UnsupportedOptionError } from "@lockstep/core";
import type { OnnxModel, OnnxModelOptions } from "./onnx-model.ts";

/** The model in the bytes of an `.onnx` file. */
export function openOnnxModel(bytes: Uint8Array, options: OnnxModelOptions): OnnxModel {
  throw new UnsupportedOptionError({
    subject: "openOnnxModel",
    rule: "is not there yet",
    received: [bytes.length, Object.keys(options)],
  });
}
