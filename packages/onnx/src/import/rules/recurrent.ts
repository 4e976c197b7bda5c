import { UnsupportedOptionError } from "@lockstep/core";
import { emitFileRecurrent } from "../../compose/file-recurrent.ts";
import type { ImportRule } from "../import-rule.ts";

/** What an operator's functions are where a node lists none. */
const ACTIVATIONS = { GRU: ["Sigmoid", "Tanh"], LSTM: ["Sigmoid", "Tanh", "Tanh"] } as const;

/** `GRU` and `LSTM`, with the functions that they have by themselves. */
export const importRecurrent: ImportRule = ({ graph, node, inputs, attributes }) => {
  const operator = node.operator as keyof typeof ACTIVATIONS;
  const own = ACTIVATIONS[operator];
  const listed = node.attributes.get("activations");
  const functions = listed?.type === "strings" ? listed.value : own;
  if (functions.some((name, index) => name !== own[index % own.length])) {
    throw new UnsupportedOptionError({
      subject: "activations",
      rule: `must be ${own.join(", ")}`,
      received: functions,
    });
  }
  return emitFileRecurrent(graph, operator, inputs, attributes);
};
