import { DataError } from "../errors/lockstep-error.ts";
import { shapeSize, type Shape } from "../tensor/shape.ts";

/** The arrays that hold each type of number a file may have. Half precision is widened: f32 holds all of its numbers. */
export interface NumberArrays {
  readonly bool: Uint8Array;
  readonly u8: Uint8Array;
  readonly i8: Int8Array;
  readonly u16: Uint16Array;
  readonly i16: Int16Array;
  readonly u32: Uint32Array;
  readonly i32: Int32Array;
  readonly u64: BigUint64Array;
  readonly i64: BigInt64Array;
  readonly f16: Float32Array;
  readonly bf16: Float32Array;
  readonly f32: Float32Array;
  readonly f64: Float64Array;
}

/** The name of a type of number. */
export type NumberType = keyof NumberArrays;

/** Numbers of one type, as a file has them; `type` tells which array `data` is. Row-major. */
export type NumberArray = {
  readonly [Type in NumberType]: { readonly type: Type; readonly shape: Shape; readonly data: NumberArrays[Type] };
}[NumberType];

/** Bytes that a number takes in a file. */
export const BYTES: Readonly<Record<NumberType, number>> = {
  bool: 1,
  u8: 1,
  i8: 1,
  u16: 2,
  i16: 2,
  u32: 4,
  i32: 4,
  u64: 8,
  i64: 8,
  f16: 2,
  bf16: 2,
  f32: 4,
  f64: 8,
};

/** What an IDX file can state; NumPy and PyTorch stop at 64. */
const MOST_AXES = 255;

/**
 * The number of elements of a shape that a file states: exact, and checked against the bytes that there are before
 * anything is allocated, since a header may state any lengths.
 *
 * @throws {DataError} unless `bytes` is just what the elements take.
 */
export function requireFilled(subject: string, type: NumberType, shape: Shape, bytes: number): number {
  if (shape.length > MOST_AXES) {
    throw new DataError({ subject, rule: `must have at most ${MOST_AXES} axes`, received: shape.length });
  }
  const count = shape.includes(0) ? 0 : shapeSize(shape);
  if (count * BYTES[type] === bytes) return count;
  const remedy =
    count * BYTES[type] > bytes ? "The file is truncated or damaged." : "The file has bytes after its end.";
  throw new DataError({
    subject,
    rule: `must have ${count * BYTES[type]} bytes of ${type} for its shape [${shape.join(", ")}]`,
    received: bytes,
    remedy,
  });
}

/** Copies numbers out of a file, in its byte order. There are so many: see {@link requireFilled}. */
export function readNumbers(
  type: NumberType,
  shape: Shape,
  view: DataView,
  count: number,
  littleEndian: boolean,
): NumberArray {
  const read = <Data extends { [index: number]: Value }, Value>(
    data: Data,
    valueAt: (offset: number) => Value,
  ): Data => {
    for (let index = 0; index < count; index++) data[index] = valueAt(index * BYTES[type]);
    return data;
  };
  switch (type) {
    case "bool":
    case "u8":
      return { type, shape, data: read(new Uint8Array(count), (offset) => view.getUint8(offset)) };
    case "i8":
      return { type, shape, data: read(new Int8Array(count), (offset) => view.getInt8(offset)) };
    case "u16":
      return { type, shape, data: read(new Uint16Array(count), (offset) => view.getUint16(offset, littleEndian)) };
    case "i16":
      return { type, shape, data: read(new Int16Array(count), (offset) => view.getInt16(offset, littleEndian)) };
    case "u32":
      return { type, shape, data: read(new Uint32Array(count), (offset) => view.getUint32(offset, littleEndian)) };
    case "i32":
      return { type, shape, data: read(new Int32Array(count), (offset) => view.getInt32(offset, littleEndian)) };
    case "u64":
      return {
        type,
        shape,
        data: read(new BigUint64Array(count), (offset) => view.getBigUint64(offset, littleEndian)),
      };
    case "i64":
      return { type, shape, data: read(new BigInt64Array(count), (offset) => view.getBigInt64(offset, littleEndian)) };
    case "f16":
      return { type, shape, data: readBits(count, (index) => halfBits(view.getUint16(2 * index, littleEndian))) };
    case "bf16":
      return { type, shape, data: readBits(count, (index) => view.getUint16(2 * index, littleEndian) << 16) };
    case "f32":
      return { type, shape, data: readBits(count, (index) => view.getUint32(4 * index, littleEndian)) };
    case "f64":
      return { type, shape, data: read(new Float64Array(count), (offset) => view.getFloat64(offset, littleEndian)) };
  }
}

/** f32 numbers from their bits: read as numbers, a NaN might lose its payload. */
function readBits(count: number, bitsAt: (index: number) => number): Float32Array {
  const words = new Uint32Array(count);
  for (let index = 0; index < count; index++) words[index] = bitsAt(index);
  return new Float32Array(words.buffer);
}

/** The bits of the f32 that a half-precision number is: 1 sign, 5 exponent and 10 fraction bits. */
function halfBits(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return sign | 0x7f800000 | (fraction << 13);
  if (exponent !== 0) return sign | ((exponent + 112) << 23) | (fraction << 13);
  if (fraction === 0) return sign;
  // A subnormal half is a normal f32: move the highest fraction bit up to where the implicit one stands.
  const shift = Math.clz32(fraction) - 21;
  return sign | ((113 - shift) << 23) | (((fraction << shift) & 0x3ff) << 13);
}
