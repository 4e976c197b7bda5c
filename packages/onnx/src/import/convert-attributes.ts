import { float, int, ints, text, type Attribute, type Attributes } from "../graph/attribute.ts";
import type { FileAttribute } from "../model-file/file-attribute.ts";
import type { FileNode } from "../model-file/file-node.ts";

/** A node's attributes that are numbers or texts. */
export function convertAttributes({ attributes }: FileNode): Attributes {
  return Object.fromEntries(
    [...attributes].flatMap(([name, attribute]) => {
      const own = convert(attribute);
      return own === undefined ? [] : [[name, own] as const];
    }),
  );
}

function convert(attribute: FileAttribute): Attribute | undefined {
  switch (attribute.type) {
    case "int":
      return int(attribute.value);
    case "float":
      return float(attribute.value);
    case "ints":
      return ints(attribute.value);
    case "floats":
      return { type: "floats", values: attribute.value };
    case "string":
      return text(attribute.value);
    default:
      return undefined;
  }
}

/** Attributes without those of some names. */
export function withoutAttributes(attributes: Attributes, ...names: readonly string[]): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !names.includes(name)));
}
