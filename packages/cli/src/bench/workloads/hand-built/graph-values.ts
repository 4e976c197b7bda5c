import type { GraphShape, GraphValue } from "@lockstep/onnx";

/** A value of a graph together with its numbers. */
export interface Constant {
  readonly value: GraphValue;
  readonly data: Float32Array | Int32Array | BigInt64Array;
}

/** A value of f32. */
export function float(name: string, shape: GraphShape): GraphValue {
  return { name, elementType: "float32", shape };
}

/** A number of f32. */
export function constant(name: string, value: number): Constant {
  return { value: float(name, []), data: Float32Array.of(value) };
}

/** A list of int64, as operators take axes. */
export function integers(name: string, values: readonly number[]): Constant {
  return {
    value: { name, elementType: "int64", shape: [values.length] },
    data: BigInt64Array.from(values, BigInt),
  };
}
