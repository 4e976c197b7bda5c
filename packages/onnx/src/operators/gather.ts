import { numberAttribute } from "../graph/attribute.ts";
import { isRows, type Dimension } from "../graph/dimension.ts";
import type { GraphValue } from "../graph/graph.ts";
import { checkedAxis } from "./checked-axis.ts";
import { withContents, type Contents } from "./contents.ts";
import { misfit, requiredInput, type InferenceRule } from "./operator-call.ts";

/** `Gather(x, indices)`: the indices' axes stand where the attribute `axis` of x was. */
export const inferGather: InferenceRule = (call) => {
  const [x, indices] = [requiredInput(call, 0), requiredInput(call, 1)];
  const axis = checkedAxis(call, numberAttribute(call.attributes, "axis", 0), x.shape.length);
  if (indices.elementType !== "int64" && indices.elementType !== "int32") throw misfit(call, "needs integer indices");
  const length = x.shape[axis]!;
  const isOutside = (index: Dimension): boolean =>
    !isRows(length) && !isRows(index) && (index < -length || index >= length);
  if (indices.contents?.some(isOutside)) throw misfit(call, "needs indices within its axis");
  return withContents(
    { elementType: x.elementType, shape: x.shape.toSpliced(axis, 1, ...indices.shape) },
    chosen(x, indices),
  );
};

function chosen(x: GraphValue, { contents: indices }: GraphValue): Contents {
  if (x.contents === undefined || indices === undefined || indices.some(isRows)) return undefined;
  return (indices as readonly number[]).map((index) => x.contents!.at(index)!);
}
