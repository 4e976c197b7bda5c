import type { NumberArray, NumberType } from "@lockstep/core";
import { decodeDoubles, decodeFloats } from "./decode.ts";

/** Numbers of any type as vectors write them: hexadecimal digits of their big-endian bits; half precision as f32. */
export interface EncodedNumbers {
  readonly type: NumberType;
  readonly shape: readonly number[];
  readonly data: string;
}

export function decodeNumbers({ type, shape, data }: EncodedNumbers): NumberArray {
  switch (type) {
    case "bool":
    case "u8":
      return { type, shape, data: Uint8Array.from(digits(data, 2), Number) };
    case "i8":
      return { type, shape, data: Int8Array.from(digits(data, 2), Number) };
    case "u16":
      return { type, shape, data: Uint16Array.from(digits(data, 4), Number) };
    case "i16":
      return { type, shape, data: Int16Array.from(digits(data, 4), Number) };
    case "u32":
      return { type, shape, data: Uint32Array.from(digits(data, 8), Number) };
    case "i32":
      return { type, shape, data: Int32Array.from(digits(data, 8), Number) };
    case "u64":
      return { type, shape, data: BigUint64Array.from(digits(data, 16)) };
    case "i64":
      return { type, shape, data: BigInt64Array.from(digits(data, 16)) };
    case "f16":
    case "bf16":
    case "f32":
      return { type, shape, data: decodeFloats(data) };
    case "f64":
      return { type, shape, data: decodeDoubles(data) };
  }
}

/** Unsigned integers of so many digits each; signed arrays take them modulo their size. */
function digits(hex: string, size: number): bigint[] {
  return Array.from({ length: hex.length / size }, (_, index) =>
    BigInt(`0x${hex.slice(size * index, size * (index + 1))}`),
  );
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Bytes from base64; not every JavaScript engine has a decoder. */
export function decodeBase64(text: string): Uint8Array {
  const characters = text.replace(/=+$/, "");
  const bytes = new Uint8Array(Math.floor((characters.length * 3) / 4));
  let bits = 0;
  let value = 0;
  let position = 0;
  for (const character of characters) {
    value = ((value << 6) | ALPHABET.indexOf(character)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[position++] = value >> bits;
  }
  return bytes;
}
