import type { OrtNamespace, OrtTensor } from "./ort-namespace.ts";

/** A tensor's elements before they become one of the runtime's tensors. */
export type HostTensor =
  | { readonly type: "float32"; readonly data: Float32Array; readonly shape: readonly number[] }
  | { readonly type: "int32"; readonly data: Int32Array; readonly shape: readonly number[] }
  | { readonly type: "uint32"; readonly data: Uint32Array; readonly shape: readonly number[] }
  | { readonly type: "bool"; readonly data: Uint8Array; readonly shape: readonly number[] };

/** The f32 scalar `value`. */
export function scalarTensor(value: number): HostTensor {
  return { type: "float32", data: Float32Array.of(value), shape: [] };
}

/** Makes the runtime's tensor; it shares the array. */
export function toOrtTensor(ort: OrtNamespace, tensor: HostTensor): OrtTensor {
  switch (tensor.type) {
    case "float32":
      return new ort.Tensor(tensor.type, tensor.data, tensor.shape);
    case "int32":
      return new ort.Tensor(tensor.type, tensor.data, tensor.shape);
    case "uint32":
      return new ort.Tensor(tensor.type, tensor.data, tensor.shape);
    case "bool":
      return new ort.Tensor(tensor.type, tensor.data, tensor.shape);
  }
}
