import { shapeSize, type Shape } from "../../tensor/shape.ts";
import type { AxisLines } from "../kernels/axis-loops.ts";

/** Lines along `axis` of rows of a shape. */
export function axisLines(rowShape: Shape, axis: number): AxisLines {
  return { length: rowShape[axis]!, stride: shapeSize(rowShape.slice(axis + 1)) };
}
