import { keepBits, type Batch, type DropoutMask, type Tensor } from "@lockstep/core";
import { requirePlainMask, weightSum } from "@lockstep/core/engine";
import type { DropoutNames } from "@lockstep/onnx";
import { scalarTensor, type HostTensor } from "./host-tensor.ts";

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

/** A mask's bits, drawn or copied, and its scale. */
export interface StagedMask {
  readonly keep: HostTensor;
  readonly scale: HostTensor;
}

/** @throws {ShapeMismatchError} if an explicit mask's bits do not fill its shape */
export function stageMask(mask: DropoutMask): StagedMask {
  const plain = requirePlainMask("ort", mask);
  const bits = keepBits(plain);
  const data = mask.source === "explicit" ? bits.slice() : bits;
  return { keep: { type: "bool", data, shape: [...mask.shape] }, scale: scalarTensor(plain.scale) };
}

/** What to feed for the masks, by the names of a graph's dropout inputs. */
export function maskFeeds(names: readonly DropoutNames[], masks: readonly StagedMask[]): Record<string, HostTensor> {
  return Object.fromEntries(
    names.flatMap(({ mask, scale }, site) => [
      [mask, masks[site]!.keep],
      [scale, masks[site]!.scale],
    ]),
  );
}
