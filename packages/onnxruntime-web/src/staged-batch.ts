import type { Batch, Tensor } from "@lockstep/core";
import { weightSum } from "@lockstep/core/engine";
import type { HostTensor } from "./host-tensor.ts";

/** A batch copied for a step that runs later, when its arrays may already hold something else. */
export interface StagedBatch {
  readonly inputs: HostTensor;
  readonly targets: HostTensor;
  readonly weights: HostTensor;
  /** In f64: the divisor of means. */
  readonly totalWeight: number;
}

/** Copies a checked batch. */
export function stageBatch(batch: Batch): StagedBatch {
  const rows = batch.inputs.shape[0]!;
  return {
    inputs: stageTensor(batch.inputs),
    targets: stageTensor(batch.targets),
    weights: { type: "float32", data: batch.weights?.slice() ?? new Float32Array(rows).fill(1), shape: [rows] },
    totalWeight: weightSum(batch),
  };
}

/** Copies a tensor. */
export function stageTensor({ shape, data }: Tensor<Float32Array | Int32Array>): HostTensor {
  return data instanceof Int32Array
    ? { type: "int32", data: data.slice(), shape: [...shape] }
    : { type: "float32", data: data.slice(), shape: [...shape] };
}
