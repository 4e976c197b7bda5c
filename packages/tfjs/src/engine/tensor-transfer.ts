import type { Tensor } from "@lockstep/core";

import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";
import { inverseOrder, permuteAxes } from "./permute-axes.ts";

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

/**
 * A part of the state on the device, from a copy, bit for bit.
 *
 * @param order of its axes there. @default as they are
 */
export function uploadPart(tf: TfjsNamespace, tensor: Tensor, order: readonly number[] | undefined): DeviceTensor {
  const { shape, data } = order === undefined ? { ...tensor, data: tensor.data.slice() } : permuteAxes(tensor, order);
  return tf.tensor(data, [...shape], "float32");
}

/** Reads a tensor back into an array of the caller's own. */
export async function downloadTensor(tensor: DeviceTensor): Promise<Tensor> {
  const shape = [...tensor.shape];
  // A reference of its own: the webgpu backend fails to end a read whose tensor has been disposed meanwhile.
  const held = tensor.clone();
  try {
    // Backends hand out the very array that they keep, or keep the one that they hand out.
    const data = await held.data<"float32">();
    return { shape, data: data.slice() };
  } finally {
    held.dispose();
  }
}

/** The inverse of {@link uploadPart}, bit for bit. */
export async function downloadPart(tensor: DeviceTensor, order: readonly number[] | undefined): Promise<Tensor> {
  const read = await downloadTensor(tensor);
  return order === undefined ? read : permuteAxes(read, inverseOrder(order));
}
