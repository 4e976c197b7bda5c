import type { GraphProto, SparseTensorProto, TypeProto } from "../proto/onnx_pb.ts";
import type { FileTensor } from "./file-tensor.ts";

/** A setting of a node. */
export type FileAttribute =
  | { readonly type: "int"; readonly value: number }
  | { readonly type: "float"; readonly value: number }
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "tensor"; readonly value: FileTensor }
  | { readonly type: "graph"; readonly value: GraphProto }
  | { readonly type: "sparseTensor"; readonly value: SparseTensorProto }
  | { readonly type: "type"; readonly value: TypeProto }
  | { readonly type: "ints"; readonly value: readonly number[] }
  | { readonly type: "floats"; readonly value: readonly number[] }
  | { readonly type: "strings"; readonly value: readonly string[] }
  | { readonly type: "tensors"; readonly value: readonly FileTensor[] }
  | { readonly type: "graphs"; readonly value: readonly GraphProto[] }
  | { readonly type: "sparseTensors"; readonly value: readonly SparseTensorProto[] }
  | { readonly type: "types"; readonly value: readonly TypeProto[] };
