import type { FileTensor } from "./file-tensor.ts";

/** A setting of a node. Graphs, sparse tensors and types, which no operator that is trained has, are as they were decoded. */
export type FileAttribute =
  | { readonly type: "int"; readonly value: number }
  | { readonly type: "float"; readonly value: number }
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "tensor"; readonly value: FileTensor }
  | { readonly type: "graph" | "sparseTensor" | "type"; readonly value: object }
  | { readonly type: "ints"; readonly value: readonly number[] }
  | { readonly type: "floats"; readonly value: readonly number[] }
  | { readonly type: "strings"; readonly value: readonly string[] }
  | { readonly type: "tensors"; readonly value: readonly FileTensor[] }
  | { readonly type: "graphs" | "sparseTensors" | "types"; readonly value: readonly object[] };
