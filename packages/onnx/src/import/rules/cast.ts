import { UnsupportedOptionError } from "@lockstep/core";
import { int, numberAttribute } from "../../graph/attribute.ts";
import { DATA_TYPE_CODES } from "../../graph/data-type-codes.ts";
import { fileElementType } from "../../model-file/file-element-type.ts";
import type { ImportRule } from "../import-rule.ts";

/** `Cast`, or nothing where the type stays. @throws {UnsupportedOptionError} for types that graphs do not have */
export const importCast: ImportRule = ({ graph, inputs, attributes, node }) => {
  const code: number = numberAttribute(attributes, "to", 0);
  const [input] = inputs;
  if (!(Object.values(DATA_TYPE_CODES) as readonly number[]).includes(code)) {
    throw new UnsupportedOptionError({
      subject: "the type that it casts to",
      rule: `must be one of ${Object.keys(DATA_TYPE_CODES).join(", ")}`,
      received: fileElementType(code) ?? code,
      remedy: "Export the model in float32.",
    });
  }
  if (DATA_TYPE_CODES[input!.elementType] === code) return [input!];
  return [graph.apply("Cast", [input], { to: int(code) }, node.outputs[0])];
};
