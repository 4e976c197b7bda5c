import { DataError } from "@lockstep/core";
import type { FileElementType } from "./file-element-type.ts";

type Values = readonly (number | bigint | Uint8Array)[];

/** Least and greatest value of the integers that ONNX stores in wider ones; 16-bit floats are stored as their bits. */
const RANGES: Readonly<Partial<Record<FileElementType, readonly [number, number]>>> = {
  bool: [0, 1],
  int8: [-(2 ** 7), 2 ** 7 - 1],
  uint8: [0, 2 ** 8 - 1],
  int16: [-(2 ** 15), 2 ** 15 - 1],
  uint16: [0, 2 ** 16 - 1],
  float16: [0, 2 ** 16 - 1],
  bfloat16: [0, 2 ** 16 - 1],
  uint32: [0, 2 ** 32 - 1],
};

/** Elements that are stored one by one, as the raw data that stands for them. */
export function encodeElements(elementType: FileElementType, values: Values, subject: string): Uint8Array {
  const array = arrayOf(elementType, values, subject);
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

function arrayOf(elementType: FileElementType, values: Values, subject: string): ArrayBufferView {
  switch (elementType) {
    case "int64":
      return BigInt64Array.from(values as readonly bigint[]);
    case "uint64":
      return BigUint64Array.from(values as readonly bigint[]);
    case "float32":
      return Float32Array.from(values as readonly number[]);
    case "float64":
      return Float64Array.from(values as readonly number[]);
    default:
      return integers(elementType, values, subject);
  }
}

function integers(elementType: FileElementType, values: Values, subject: string): ArrayBufferView {
  const numbers = values.map(Number);
  const [least, greatest] = RANGES[elementType] ?? [-Infinity, Infinity];
  const outside = numbers.find((value) => value < least || value > greatest);
  if (outside !== undefined) {
    throw new DataError({
      subject,
      rule: `must hold ${elementType} from ${least} to ${greatest}`,
      received: outside,
    });
  }
  switch (elementType) {
    case "uint32":
      return Uint32Array.from(numbers);
    case "int32":
      return Int32Array.from(numbers);
    case "int16":
      return Int16Array.from(numbers);
    case "uint16":
    case "float16":
    case "bfloat16":
      return Uint16Array.from(numbers);
    case "int8":
      return Int8Array.from(numbers);
    default:
      return Uint8Array.from(numbers);
  }
}
