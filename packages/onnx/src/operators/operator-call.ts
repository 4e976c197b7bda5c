import { ShapeMismatchError } from "@lockstep/core";
import type { Attributes } from "../graph/attribute.ts";
import { formatGraphShape } from "../graph/dimension.ts";
import type { GraphValue, ValueType } from "../graph/graph.ts";

/** A call whose output is to be inferred. */
export interface OperatorCall {
  readonly operator: string;
  readonly inputs: readonly (GraphValue | undefined)[];
  readonly attributes: Attributes;
}

/** Type and shape of an operator's (only) output, by the operator's page in the ONNX reference, opset 18. */
export type InferenceRule = (call: OperatorCall) => ValueType;

/** The input at `index`, which the operator cannot do without. */
export function requiredInput(call: OperatorCall, index: number): GraphValue {
  const input = call.inputs[index];
  if (input === undefined) throw misfit(call, `needs an input ${index}`);
  return input;
}

/** The error for a call whose inputs do not fit: it shows all of them. */
export function misfit(call: OperatorCall, rule: string): ShapeMismatchError {
  const inputs = call.inputs.map((input) =>
    input === undefined ? "none" : `${input.name} ${input.elementType} ${formatGraphShape(input.shape)}`,
  );
  return new ShapeMismatchError({ subject: `operator ${call.operator}`, rule, received: inputs });
}
