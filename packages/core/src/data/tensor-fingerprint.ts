import { formatShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { digestWords } from "./digest-words.ts";

/** A tensor's type, shape and the digest of its bits: a checkpoint knows its data by it. */
export function tensorFingerprint({ shape, data }: Tensor<Float32Array | Int32Array>): string {
  return `${data instanceof Int32Array ? "int32" : "f32"}${formatShape(shape)} ${digestWords(data)}`;
}
