import { DataError } from "../errors/lockstep-error.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { NumberArray } from "./number-array.ts";

/**
 * Numbers of any type as an f32 tensor: each the nearest f32, rounded once (ties to even). Booleans, 8- and 16-bit
 * integers and half precision are exact; so are 32- and 64-bit integers up to 2^24. NaN and infinities stay.
 *
 * @param name how messages call the array.
 * @returns a tensor with an array of its own, except that f32 numbers are passed on as they are.
 * @throws {DataError} for a finite f64 that f32 can only hold as infinity.
 * @example
 * toFloatTensor({ type: "u8", shape: [2], data: Uint8Array.of(0, 255) }, "pixels").data; // Float32Array [0, 255]
 */
export function toFloatTensor(array: NumberArray, name: string): Tensor {
  const { shape } = array;
  switch (array.type) {
    case "f16":
    case "bf16":
    case "f32":
      return { shape, data: array.data };
    case "i64":
    case "u64":
      return { shape, data: Float32Array.from({ length: array.data.length }, (_, i) => nearestFloat(array.data[i]!)) };
    case "f64":
      return { shape, data: Float32Array.from(array.data, (value, index) => requireFloat(value, index, name)) };
    case "bool":
    case "u8":
    case "i8":
    case "u16":
    case "i16":
    case "u32":
    case "i32":
      return { shape, data: Float32Array.from(array.data) };
  }
}

/**
 * Numbers of any type as an int32 tensor, for class indices. Nothing is rounded.
 *
 * @param name how messages call the array.
 * @throws {DataError} naming the first number that is not an integer from -2^31 to 2^31 - 1.
 * @example
 * toIntegerTensor({ type: "i64", shape: [2], data: BigInt64Array.of(7n, 1n) }, "labels").data; // Int32Array [7, 1]
 */
export function toIntegerTensor({ shape, data }: NumberArray, name: string): Tensor<Int32Array> {
  const integers = new Int32Array(data.length);
  for (let index = 0; index < data.length; index++) {
    const value = Number(data[index]!);
    integers[index] = value;
    if (integers[index] === value) continue;
    throw new DataError({
      subject: `${name}: element ${index}`,
      rule: "must be an integer from -2^31 to 2^31 - 1",
      received: data[index],
    });
  }
  return { shape, data: integers };
}

function requireFloat(value: number, index: number, name: string): number {
  const float = Math.fround(value);
  if (Number.isFinite(float) || !Number.isFinite(value)) return float;
  throw new DataError({
    subject: `${name}: element ${index}`,
    rule: "must not be larger than f32 can hold",
    received: value,
    remedy: "Scale the numbers before they are saved.",
  });
}

/**
 * The f32 nearest to a 64-bit integer. Above 2^53 the integer is first cut to 53 bits, the last of which tells whether
 * anything was cut off: rounding to f64 in between could make a tie of what was none.
 */
function nearestFloat(value: bigint): number {
  const magnitude = value < 0n ? -value : value;
  if (magnitude < 2n ** 53n) return Math.fround(Number(value));
  const cut = (magnitude >> 11n) | ((magnitude & 0x7ffn) === 0n ? 0n : 1n);
  return Math.fround(Number(cut) * 2 ** 11 * (value < 0n ? -1 : 1));
}
