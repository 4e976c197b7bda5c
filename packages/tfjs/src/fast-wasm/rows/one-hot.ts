import type { DataType, TensorInfo } from "@tensorflow/tfjs-core";
import { UnsupportedOptionError } from "@lockstep/core";
import type { FastKernel } from "../fast-kernel.ts";
import { integersOf, offsetOf, sizeOf } from "../wasm-backend.ts";

interface Attributes {
  readonly depth: number;
  readonly onValue: number;
  readonly offValue: number;
  readonly dtype: DataType;
}

const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;

/**
 * `OneHot` for every dtype: the stock kernel writes 32-bit integers whatever was asked for, which for `bool` overwrites what
 * follows the output in memory.
 */
export function oneHotKernel(): FastKernel<{ readonly indices: TensorInfo }, Attributes> {
  return ({ inputs: { indices }, attrs: { depth, onValue, offValue, dtype }, backend }) => {
    if (dtype !== "float32" && dtype !== "int32" && dtype !== "bool") {
      throw new UnsupportedOptionError({
        subject: `oneHot: dtype ${dtype}`,
        rule: "is none that a one-hot tensor can have",
        remedy: 'Use "float32", "int32" or "bool".',
      });
    }
    const shape = [...indices.shape, depth];
    const out = backend.makeOutput(shape, dtype);
    const values = new ARRAYS[dtype](backend.wasm.HEAPU8.buffer, offsetOf(backend, out), sizeOf(shape));
    values.fill(offValue);
    integersOf(backend, indices).forEach((index, row) => {
      if (index >= 0 && index < depth) values[row * depth + index] = onValue;
    });
    return out;
  };
}
