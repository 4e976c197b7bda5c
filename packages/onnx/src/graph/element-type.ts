/** Element types of the values in a graph: those that training graphs and their shape arithmetic need. */
export type ElementType = "float32" | "int32" | "int64" | "uint8" | "uint32" | "bool";

/** The array that holds a constant's elements: bool as one byte an element, int64 as bigints. */
export type ConstantData = Float32Array | Int32Array | BigInt64Array | Uint8Array | Uint32Array;

/** The element type that an array stands for; bytes are bools. */
export function elementTypeOf(data: ConstantData): ElementType {
  if (data instanceof Float32Array) return "float32";
  if (data instanceof Int32Array) return "int32";
  if (data instanceof Uint32Array) return "uint32";
  return data instanceof BigInt64Array ? "int64" : "bool";
}
