import type { Graph } from "./graph.ts";

/** An attribute of a node. ONNX tells integers from floats, which JavaScript's numbers do not. */
export type Attribute =
  | { readonly type: "int" | "float"; readonly value: number }
  | { readonly type: "ints" | "floats"; readonly values: readonly number[] }
  | { readonly type: "string"; readonly text: string }
  | { readonly type: "graph"; readonly graph: Graph };

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

/**
 * An attribute of several integers, such as strides.
 *
 * @example
 * ints([2, 2]); // { type: "ints", values: [2, 2] }
 */
export function ints(values: readonly number[]): Attribute {
  return { type: "ints", values };
}

/**
 * A text attribute, such as the reduction of a scatter.
 *
 * @example
 * text("add"); // { type: "string", text: "add" }
 */
export function text(value: string): Attribute {
  return { type: "string", text: value };
}

/** The number an attribute holds, or `fallback`, ONNX's default, where the node leaves it out. */
export function numberAttribute(attributes: Attributes, name: string, fallback: number): number {
  const attribute = attributes[name];
  return attribute !== undefined && "value" in attribute ? attribute.value : fallback;
}

/** The numbers an attribute holds; `undefined` where the node leaves it out. */
export function numbersAttribute(attributes: Attributes, name: string): readonly number[] | undefined {
  const attribute = attributes[name];
  return attribute !== undefined && "values" in attribute ? attribute.values : undefined;
}

/** The text an attribute holds, or `fallback`, ONNX's default, where the node leaves it out. */
export function textAttribute(attributes: Attributes, name: string, fallback: string): string {
  const attribute = attributes[name];
  return attribute !== undefined && "text" in attribute ? attribute.text : fallback;
}
