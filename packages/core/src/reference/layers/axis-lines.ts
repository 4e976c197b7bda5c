import { shapeSize, type Shape } from "../../tensor/shape.ts";

/** The lines of a row-major batch that run along one axis of its rows: their starts, their step, their length. */
export interface AxisLines {
  readonly length: number;
  readonly stride: number;
  /** Calls `visit` with the index of each line's first element, in row-major order. */
  each(size: number, visit: (start: number) => void): void;
}

/** Lines along `axis` of rows of a shape. */
export function axisLines(rowShape: Shape, axis: number): AxisLines {
  const length = rowShape[axis]!;
  const stride = shapeSize(rowShape.slice(axis + 1));
  return {
    length,
    stride,
    each(size, visit) {
      for (let block = 0; block < size; block += length * stride) {
        for (let offset = 0; offset < stride; offset++) visit(block + offset);
      }
    },
  };
}

/** The largest of a line; NaN if one is. */
export function lineMaximum(values: Float32Array, start: number, { length, stride }: AxisLines): number {
  let largest = values[start]!;
  for (let index = 1; index < length; index++) {
    const value = values[start + index * stride]!;
    if (value > largest || Number.isNaN(value)) largest = value;
  }
  return largest;
}
