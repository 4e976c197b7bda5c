import { shapeSize, type Shape, type Tensor } from "@lockstep/core";

/**
 * A tensor with its axes in another order, bit for bit (a NaN keeps its payload).
 *
 * @param order axis *i* of the result is axis `order[i]` of the tensor.
 * @returns a new array.
 */
export function permuteAxes({ shape, data }: Tensor, order: readonly number[]): Tensor<Float32Array<ArrayBuffer>> {
  const strides = shape.map((_, axis) => shapeSize(shape.slice(axis + 1)));
  const lengths = order.map((axis) => shape[axis]!);
  const steps = order.map((axis) => strides[axis]!);
  const result = new Float32Array(data.length);
  // Moving a float through a number may quieten a signalling NaN; words move unchanged.
  const from = new Uint32Array(data.buffer, data.byteOffset, data.length);
  const to = new Uint32Array(result.buffer);
  let written = 0;
  const copy = (axis: number, offset: number): void => {
    if (axis === lengths.length) {
      to[written++] = from[offset]!;
      return;
    }
    for (let index = 0; index < lengths[axis]!; index++) copy(axis + 1, offset + index * steps[axis]!);
  };
  copy(0, 0);
  return { shape: lengths, data: result };
}

/** The order that undoes another one. */
export function inverseOrder(order: Shape): Shape {
  return order.map((_, axis) => order.indexOf(axis));
}
