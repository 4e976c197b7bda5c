import { isRows } from "./dimension.ts";
import type { ConstantData } from "./element-type.ts";
import type { ValueType } from "./graph.ts";

/** The elements of a value that are all known beforehand, none of them the rows; `undefined` for any other. */
export function foldedData({ elementType, contents }: ValueType): ConstantData | undefined {
  if (contents === undefined || contents.some(isRows)) return undefined;
  const numbers = contents as readonly number[];
  switch (elementType) {
    case "int64":
      return BigInt64Array.from(numbers, BigInt);
    case "int32":
      return Int32Array.from(numbers);
    case "bool":
      return Uint8Array.from(numbers);
    default:
      return undefined;
  }
}
