import { keepBits, type DropoutMask, type Tensor } from "@lockstep/core";
import { requirePlainMask } from "@lockstep/core/engine";

import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";
import { transposeMatrix } from "./transpose-matrix.ts";

/** A dropout mask on the device: bool, true = kept; of length 1 along the axes that share a draw. */
export type DeviceMask = { readonly keep: DeviceTensor; readonly scale: number };

/**
 * A host tensor on the device. Backends may go on reading the caller's array, so the result must not outlive the call
 * that it was made for.
 */
export function uploadTensor(tf: TfjsNamespace, { shape, data }: Tensor<Float32Array | Int32Array>): DeviceTensor {
  return tf.tensor(data, [...shape], data instanceof Int32Array ? "int32" : "float32");
}

/** One number for each row, of shape [rows]; as short-lived as {@link uploadTensor}'s result. */
export function uploadRowWeights(tf: TfjsNamespace, weights: Float32Array): DeviceTensor {
  return tf.tensor(weights, [weights.length], "float32");
}

/** A mask's bits on the device; as short-lived as {@link uploadTensor}'s result. */
export function uploadMask(tf: TfjsNamespace, mask: DropoutMask): DeviceMask {
  const plain = requirePlainMask("tfjs", mask);
  return { keep: tf.tensor(keepBits(plain), [...plain.shape], "bool"), scale: Math.fround(plain.scale) };
}

/** A parameter or its velocity on the device, from a copy, bit for bit: a matrix [out, in] becomes [in, out]. */
export function uploadParameter(tf: TfjsNamespace, { shape, data }: Tensor): DeviceTensor {
  const [rows, columns] = shape;
  if (shape.length !== 2) return tf.tensor(data.slice(), [...shape], "float32");
  return tf.tensor(transposeMatrix(data, rows!, columns!), [columns!, rows!], "float32");
}

/** Reads a tensor back into an array of the caller's own. */
export async function downloadTensor(tensor: DeviceTensor): Promise<Tensor> {
  const shape = [...tensor.shape];
  // Backends hand out the very array that they keep, or keep the one that they hand out.
  const data = await tensor.data<"float32">();
  return { shape, data: data.slice() };
}

/** The inverse of {@link uploadParameter}, bit for bit. */
export async function downloadParameter(tensor: DeviceTensor): Promise<Tensor> {
  const { shape, data } = await downloadTensor(tensor);
  const [rows, columns] = shape;
  if (shape.length !== 2) return { shape, data };
  return { shape: [columns!, rows!], data: transposeMatrix(data, rows!, columns!) };
}
