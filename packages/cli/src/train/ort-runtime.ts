import type { Tensor, TrainingEngine } from "@lockstep/core";
import type { OnnxModelOptions } from "@lockstep/onnx";

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

/** Loads ONNX Runtime Web with so many threads. */
export async function loadOrtRuntime(threads: number): Promise<OrtRuntime> {
  const ort = await import("onnxruntime-web");
  const { createOrtEngine } = await import("@lockstep/onnxruntime-web");
  ort.env.wasm.numThreads = threads;
  return {
    version: `onnxruntime-web ${ort.env.versions.common}`,
    createEngine: (bytes, options) => createOrtEngine(ort, bytes, options),
    async run(bytes, { input, elementType, inputs, output }) {
      const session = await ort.InferenceSession.create(bytes);
      try {
        const { type, data } = typedData(elementType, inputs.data);
        const fed = new ort.Tensor(type as "float32", data as Float32Array, [...inputs.shape]);
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
