import { UnsupportedOptionError } from "@lockstep/core";
import type { ConstantData } from "../graph/element-type.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { FileTensor } from "../model-file/file-tensor.ts";

/** A stored tensor as a constant of the graph. @throws {UnsupportedOptionError} for element types that graphs do not have */
export function fileConstant(graph: GraphBuilder, tensor: FileTensor): GraphValue {
  return graph.constant(constantData(tensor), tensor.dims);
}

function constantData(tensor: FileTensor): ConstantData {
  const { elementType, name } = tensor;
  const data = elementType === "uint8" ? undefined : tensor.read();
  if (data instanceof Float32Array && elementType === "float32") return data;
  if (data instanceof Int32Array || data instanceof BigInt64Array) return data;
  if (data instanceof Uint8Array && elementType === "bool") return data;
  throw new UnsupportedOptionError({
    subject: `tensor ${name}`,
    rule: "must have elements of type float32, int32, int64 or bool",
    received: elementType,
    remedy: "Export the model in float32 (model.float() in PyTorch), not quantised.",
  });
}
