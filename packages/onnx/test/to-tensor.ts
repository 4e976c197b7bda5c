import type * as runtime from "onnxruntime-web";
import type { ElementType } from "../src/index.ts";

/** What makes tensors: the runtime's package for wasm, or that for WebGPU. */
export type TensorMaker = Pick<typeof runtime, "Tensor">;

/** What is fed for one graph input. */
export interface Feed {
  readonly elementType?: ElementType;
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** A tensor of what is fed. */
export function toTensor(ort: TensorMaker, { elementType = "float32", shape, data }: Feed): runtime.Tensor {
  switch (elementType) {
    case "float32":
      return new ort.Tensor("float32", Float32Array.from(data), shape);
    case "int32":
      return new ort.Tensor("int32", Int32Array.from(data), shape);
    case "int64":
      return new ort.Tensor("int64", BigInt64Array.from(data, BigInt), shape);
    case "uint8":
      return new ort.Tensor("uint8", Uint8Array.from(data), shape);
    case "uint32":
      return new ort.Tensor("uint32", Uint32Array.from(data), shape);
    case "bool":
      return new ort.Tensor("bool", Uint8Array.from(data), shape);
  }
}
