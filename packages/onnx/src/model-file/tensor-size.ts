import { DataError } from "@lockstep/core";
import type { TensorProto } from "../proto/onnx_pb.ts";
import { fileElementType, type FileElementType } from "./file-element-type.ts";

/** Bits of an element in raw data; strings have none there. */
const BITS: Readonly<Record<FileElementType, number>> = {
  float32: 32,
  uint8: 8,
  int8: 8,
  uint16: 16,
  int16: 16,
  int32: 32,
  int64: 64,
  string: 0,
  bool: 8,
  float16: 16,
  float64: 64,
  uint32: 32,
  uint64: 64,
  complex64: 64,
  complex128: 128,
  bfloat16: 16,
  float8e4m3fn: 8,
  float8e4m3fnuz: 8,
  float8e5m2: 8,
  float8e5m2fnuz: 8,
  uint4: 4,
  int4: 4,
  float4e2m1: 4,
  float8e8m0: 8,
  uint2: 2,
  int2: 2,
  float6e2m3: 6,
  float6e3m2: 6,
};

/** What a tensor's header says. */
export interface TensorSize {
  readonly elementType: FileElementType;
  readonly dims: readonly number[];
  /** Product of `dims`. */
  readonly elements: number;
  readonly bits: number;
  /** Length of the elements as raw data. */
  readonly bytes: number;
}

/**
 * Reads a tensor's element type and dims.
 *
 * @throws {DataError} for an unknown element type, a negative length or more elements than can be counted.
 */
export function tensorSize({ dataType, dims }: TensorProto, subject: string): TensorSize {
  const elementType = fileElementType(dataType);
  if (elementType === undefined) {
    throw new DataError({ subject, rule: "must have an element type that ONNX knows", received: dataType });
  }
  const lengths = dims.map(Number);
  const negative = lengths.find((length) => length < 0);
  if (negative !== undefined) {
    throw new DataError({ subject, rule: "must not have an axis of negative length", received: negative });
  }
  const elements = lengths.includes(0) ? 0 : lengths.reduce((product, length) => product * length, 1);
  const bits = BITS[elementType];
  const bytes = Math.ceil((elements * bits) / 8);
  if (!lengths.every(Number.isSafeInteger) || !Number.isSafeInteger(elements * bits)) {
    throw new DataError({ subject, rule: "must have dims whose elements can be counted", received: lengths });
  }
  return { elementType, dims: lengths, elements, bits, bytes };
}
