import { UnsupportedOptionError } from "@lockstep/core";
import type { FileElementType } from "./file-element-type.ts";
import type { FileData } from "./file-tensor.ts";
import { fromBfloat16, fromFloat16 } from "./half-floats.ts";

type RawDecoder = (copy: ArrayBuffer) => FileData;

/** How raw data, copied to memory of its own, becomes an array. ONNX stores the low byte first, as every machine here does. */
const RAW: Readonly<Partial<Record<FileElementType, RawDecoder>>> = {
  float32: (copy) => new Float32Array(copy),
  float64: (copy) => new Float64Array(copy),
  float16: (copy) => fromFloat16(new Uint16Array(copy)),
  bfloat16: (copy) => fromBfloat16(new Uint16Array(copy)),
  int8: (copy) => new Int8Array(copy),
  uint8: (copy) => new Uint8Array(copy),
  int16: (copy) => new Int16Array(copy),
  uint16: (copy) => new Uint16Array(copy),
  int32: (copy) => new Int32Array(copy),
  uint32: (copy) => new Uint32Array(copy),
  int64: (copy) => new BigInt64Array(copy),
  uint64: (copy) => new BigUint64Array(copy),
  bool: (copy) => new Uint8Array(copy),
};

/** Whether there is an array for the element type. */
export function isDecodable(elementType: FileElementType): boolean {
  return RAW[elementType] !== undefined;
}

/** A new array of the elements that raw data stands for. The raw data may start at any byte. */
export function decodeElements(elementType: FileElementType, raw: Uint8Array, subject: string): FileData {
  const decode = RAW[elementType];
  if (decode === undefined) {
    throw new UnsupportedOptionError({
      subject,
      rule: `must not have elements of type ${elementType}: there is no array for them`,
      remedy: "Export the model with float32, integer or bool tensors.",
    });
  }
  const copy = new ArrayBuffer(raw.byteLength);
  new Uint8Array(copy).set(raw);
  return decode(copy);
}
