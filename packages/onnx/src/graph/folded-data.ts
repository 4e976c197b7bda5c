import { isRows } from "./dimension.ts";
import type { ConstantData } from "./element-type.ts";
import type { ValueType } from "./graph.ts";

/** The elements of a value that are all known beforehand, none of them the rows; `undefined` for any other. */
export function foldedData({ elementType, contents }: ValueType): ConstantData | undefined {
  if (contents === undefined || contents.some(isRows)) return undefined;
  const numbers = contents as readonly number[];
  switch (elementType) {
    case "int64":
      return BigInt64Array.from(numbers, toInt64);
    case "float32":
      return Float32Array.from(numbers);
    case "int32":
      return Int32Array.from(numbers);
    case "bool":
      return Uint8Array.from(numbers);
    default:
      return undefined;
  }
}

/** The largest int64, which exporters write for "to the end", is no double: as a number it is 2^63. */
function toInt64(value: number): bigint {
  return value >= 2 ** 63 ? 2n ** 63n - 1n : BigInt(value);
}
