import { numberAttribute } from "../graph/attribute.ts";
import { isRows, type Dimension } from "../graph/dimension.ts";
import { DATA_TYPE_CODES } from "../graph/data-type-codes.ts";
import type { ElementType } from "../graph/element-type.ts";
import { withContents } from "./contents.ts";
import { misfit, requiredInput, type InferenceRule } from "./operator-call.ts";

/** `Cast` to the attribute `to`, a data type's code. */
export const inferCast: InferenceRule = (call) => {
  const code = numberAttribute(call.attributes, "to", 0);
  const found = Object.entries(DATA_TYPE_CODES).find(([, candidate]) => candidate === code);
  if (found === undefined) throw misfit(call, `does not know data type ${code}`);
  const elementType = found[0] as ElementType;
  const { shape, contents } = requiredInput(call, 0);
  return withContents(
    { elementType, shape },
    contents?.map((element) => converted(element, elementType)),
  );
};

/** An integer type cuts what follows the point; a batch has at least one row, so that every multiple of it is true. */
function converted(element: Dimension, to: ElementType): Dimension {
  if (to === "bool") return element === 0 ? 0 : 1;
  return to === "float32" || isRows(element) ? element : Math.trunc(element);
}
