import { shapeSize } from "@lockstep/core";

import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";
import { product } from "./product.ts";
import { splitParts } from "./split-parts.ts";

/** Multiplications in one product from which on the wasm backend gains by taking each alone; measured. */
const WORTH_A_CALL = 2 ** 14;

/** Which factors are meant as their transpose. */
interface Transposed {
  /** @default false */
  readonly a?: boolean;
  /** @default false */
  readonly b?: boolean;
}

/**
 * Products of matrices along the last two axes.
 *
 * The wasm backend computes stacks of matrices in a plain loop and single ones by XNNPACK: there large ones are taken one by
 * one, which is 3 to 10 times faster.
 *
 * @param a [...stack, rows, inner], or its last two axes exchanged.
 * @param b [...stack, inner, columns], likewise.
 * @returns [...stack, rows, columns]
 */
export function batchMatMul(
  tf: TfjsNamespace,
  a: DeviceTensor,
  b: DeviceTensor,
  { a: transposeA = false, b: transposeB = false }: Transposed = {},
): DeviceTensor {
  const [rows, inner] = transposeA ? a.shape.slice(-2).toReversed() : a.shape.slice(-2);
  const columns = b.shape.at(transposeB ? -2 : -1)!;
  if (tf.getBackend() !== "wasm" || rows! * inner! * columns < WORTH_A_CALL) {
    return transposeA || transposeB ? tf.matMul(a, b, transposeA, transposeB) : product(tf, a, b);
  }
  const stack = a.shape.slice(0, -2);
  const count = shapeSize(stack);
  // What each product leaves behind, packed factors among it, must not wait for the end of the step.
  return tf.tidy(() => {
    const left = matricesOf(tf, a, count, transposeA);
    const right = matricesOf(tf, b, count, transposeB);
    const products = left.map((matrix, index) => tf.matMul(matrix, right[index]!));
    return tf.reshape(tf.concat(products, 0), [...stack, rows!, columns]);
  });
}

/** The matrices of a stack, transposed where they are meant so. */
function matricesOf(
  tf: TfjsNamespace,
  matrices: DeviceTensor,
  count: number,
  transposed: boolean,
): readonly DeviceTensor[] {
  const stack = tf.reshape(matrices, [count, ...matrices.shape.slice(-2)]);
  const plain = transposed ? tf.transpose(stack, [0, 2, 1]) : stack;
  const [, rows, columns] = plain.shape as [number, number, number];
  return splitParts(tf, tf.reshape(plain, [count * rows, columns]), count);
}
