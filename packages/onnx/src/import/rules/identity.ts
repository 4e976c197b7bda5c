import type { ImportRule } from "../import-rule.ts";

/** `Identity` gives its input under another name, which a graph of values does not need. */
export const importIdentity: ImportRule = ({ inputs }) => [inputs[0]!];
