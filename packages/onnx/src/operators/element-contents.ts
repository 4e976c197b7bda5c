import { numberAttribute } from "../graph/attribute.ts";
import type { Dimension } from "../graph/dimension.ts";
import type { ValueType } from "../graph/graph.ts";
import { withContents } from "./contents.ts";
import { ELEMENT_FUNCTIONS, truncatedRemainder } from "./element-arithmetic.ts";
import { requiredInput, type OperatorCall } from "./operator-call.ts";

/** `type`, the output of an elementwise operator, with its elements where those of every input are known. */
export function withElementContents(call: OperatorCall, type: ValueType): ValueType {
  const truncates = call.operator === "Mod" && numberAttribute(call.attributes, "fmod", 0) !== 0;
  const compute = truncates ? truncatedRemainder : ELEMENT_FUNCTIONS.get(call.operator);
  const [length = 1] = type.shape;
  const inputs = call.inputs.map((input) => input?.contents);
  const isKnown = type.shape.length <= 1 && typeof length === "number" && !inputs.includes(undefined);
  if (compute === undefined || !isKnown) return type;
  const { elementType } = requiredInput(call, 0);
  const elements = Array.from({ length }, (_, index) =>
    // An input of one element is stretched.
    compute(
      inputs.map((contents) => (contents!.length === 1 ? contents![0]! : contents![index]!)),
      elementType,
    ),
  );
  return elements.includes(undefined) ? type : withContents(type, elements as readonly Dimension[]);
}
