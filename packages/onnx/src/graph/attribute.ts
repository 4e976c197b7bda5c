/** An attribute of a node. ONNX tells integers from floats, which JavaScript's numbers do not. */
export interface Attribute {
  readonly type: "int" | "float";
  readonly value: number;
}

/** A node's attributes by name; those that are left out have ONNX's defaults. */
export type Attributes = Readonly<Record<string, Attribute>>;

/**
 * An integer attribute, such as an axis.
 *
 * @example
 * int(1); // { type: "int", value: 1 }
 */
export function int(value: number): Attribute {
  return { type: "int", value };
}

/**
 * A float attribute; ONNX stores it as f32.
 *
 * @example
 * float(0.1); // { type: "float", value: 0.10000000149011612 }
 */
export function float(value: number): Attribute {
  return { type: "float", value: Math.fround(value) };
}

/** The number an attribute holds, or `fallback`, ONNX's default, where the node leaves it out. */
export function numberAttribute(attributes: Attributes, name: string, fallback: number): number {
  return attributes[name]?.value ?? fallback;
}
