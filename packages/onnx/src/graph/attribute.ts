/** An attribute of a node. ONNX tells integers from floats, which JavaScript's numbers do not. */
export interface Attribute {
  readonly type: "int" | "float";
  readonly value: number;
}

export type Attributes = Readonly<Record<string, Attribute>>;

export function int(value: number): Attribute {
  return { type: "int", value };
}

/** A float attribute; ONNX stores it as f32. */
export function float(value: number): Attribute {
  return { type: "float", value: Math.fround(value) };
}

/** The number an attribute holds, or `fallback`, ONNX's default, where the node leaves it out. */
export function numberAttribute(attributes: Attributes, name: string, fallback: number): number {
  return attributes[name]?.value ?? fallback;
}
