import { ShapeMismatchError } from "@lockstep/core";
import type { Attributes } from "../graph/attribute.ts";
import { formatGraphShape } from "../graph/dimension.ts";
import type { GraphValue, ValueType } from "../graph/graph.ts";

/** A call whose outputs are to be inferred. */
export interface OperatorCall {
  readonly operator: string;
  readonly inputs: readonly (GraphValue | undefined)[];
  readonly attributes: Attributes;
  /** How many of its outputs are wanted, from the first on. */
  readonly outputCount: number;
}

/** Type and shape of an operator's output, or of each that is wanted, by the operator's page in the ONNX reference, opset 20. */
export type InferenceRule = (call: OperatorCall) => ValueType | readonly ValueType[];

/** The input at `index`, which the operator cannot do without. */
export function requiredInput(call: OperatorCall, index: number): GraphValue {
  const input = call.inputs[index];
  if (input === undefined) throw misfit(call, `needs an input ${index}`);
  return input;
}

/** The error for a call whose inputs do not fit: it shows all of them. */
export function misfit(call: Pick<OperatorCall, "operator" | "inputs">, rule: string): ShapeMismatchError {
  const inputs = call.inputs.map((input) =>
    input === undefined ? "none" : `${input.name} ${input.elementType} ${formatGraphShape(input.shape)}`,
  );
  return new ShapeMismatchError({ subject: `operator ${call.operator}`, rule, received: inputs });
}
