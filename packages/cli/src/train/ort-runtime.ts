import type { Tensor, TrainingEngine } from "@lockstep/core";
import type { OnnxModelOptions } from "@lockstep/onnx";
import { createOrtEngine, type OrtSettings } from "@lockstep/onnxruntime-web";
import type * as ort from "onnxruntime-web";

/** An engine whose weights can be had as a file. */
export interface ExportingEngine extends TrainingEngine {
  /** The bytes of the model's file with the engine's weights, for inference. */
  exportModel(): Promise<Uint8Array>;
}

/** ONNX Runtime Web, as far as training a file needs it; tests put another in its place. */
export interface OrtRuntime {
  /** For reports: `onnxruntime-web 1.30.0`. */
  readonly version: string;
  /** An engine that trains the file in these bytes. */
  createEngine(bytes: Uint8Array, options: OnnxModelOptions): Promise<ExportingEngine>;
  /** Runs the file in these bytes as anyone would, and returns one of its outputs. */
  run(
    bytes: Uint8Array,
    feed: { readonly input: string; readonly elementType: string; readonly inputs: Tensor; readonly output: string },
  ): Promise<Float32Array>;
}

/** The namespace of a package of ONNX Runtime Web, as far as it is used here. */
export type OrtPackage = Pick<typeof ort, "env" | "InferenceSession" | "Tensor">;

/**
 * Trains with a loaded runtime.
 *
 * @param settings where engines compute. A trained file is opened as the runtime does by default. @default on wasm
 */
export function ortRuntime(runtime: OrtPackage, settings: OrtSettings = {}): OrtRuntime {
  return {
    version: `onnxruntime-web ${runtime.env.versions.common}`,
    createEngine: (bytes, options) => createOrtEngine(runtime, bytes, { ...options, ...settings }),
    async run(bytes, { input, elementType, inputs, output }) {
      const session = await runtime.InferenceSession.create(bytes);
      try {
        const { type, data } = typedData(elementType, inputs.data);
        const fed = new runtime.Tensor(type as "float32", data as Float32Array, [...inputs.shape]);
        const results = await session.run({ [input]: fed });
        return Float32Array.from(results[output]!.data as Float32Array);
      } finally {
        await session.release();
      }
    },
  };
}

/** Inputs in the type that a file takes them in. */
function typedData(elementType: string, values: Float32Array): { readonly type: string; readonly data: unknown } {
  switch (elementType) {
    case "int64":
      return { type: elementType, data: BigInt64Array.from(values, (value) => BigInt(Math.trunc(value))) };
    case "int32":
      return { type: elementType, data: Int32Array.from(values) };
    case "uint32":
      return { type: elementType, data: Uint32Array.from(values) };
    case "uint8":
    case "bool":
      return { type: elementType, data: Uint8Array.from(values) };
    default:
      return { type: "float32", data: values };
  }
}
