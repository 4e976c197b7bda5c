import { isRows, type Dimension } from "../graph/dimension.ts";
import type { ElementType } from "../graph/element-type.ts";
import type { ValueType } from "../graph/graph.ts";

/** Elements of the longest value that is followed: shapes, axes and the positions of a sequence are shorter. */
export const LONGEST = 1024;

/** Elements of a value that are known beforehand; `undefined` where they are not. */
export type Contents = readonly Dimension[] | undefined;

/** `type` with what is known of its elements; nothing is where it has several axes, or the type cannot hold one of them. */
export function withContents({ elementType, shape }: ValueType, contents: Contents): ValueType {
  if (contents === undefined || shape.length > 1 || contents.length > LONGEST) return { elementType, shape };
  const held = contents.map((element) => heldBy(elementType, element));
  return held.some((element) => element === undefined)
    ? { elementType, shape }
    : { elementType, shape, contents: held as readonly Dimension[] };
}

/** An element as its type holds it; `undefined` where it would overflow or is not known exactly. */
function heldBy(elementType: ElementType, element: Dimension): Dimension | undefined {
  if (isRows(element)) return elementType === "int64" || elementType === "int32" ? element : undefined;
  switch (elementType) {
    case "int64":
      return Number.isInteger(element) ? element : undefined;
    case "int32":
      return Number.isInteger(element) && element === (element | 0) ? element : undefined;
    case "bool":
      return element === 0 ? 0 : 1;
    case "float32":
      return Math.fround(element);
    case "uint8":
    case "uint32":
      return undefined;
  }
}
