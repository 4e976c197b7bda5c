import { isRows, type Dimension } from "../graph/dimension.ts";
import { divideDimensions, subtractDimensions } from "../graph/dimension-arithmetic.ts";
import { LONGEST, withContents } from "./contents.ts";
import { misfit, requiredInput, type InferenceRule, type OperatorCall } from "./operator-call.ts";

/** `Range(start, limit, delta)`: start, start + delta, ... before limit. */
export const inferRange: InferenceRule = (call) => {
  const { elementType } = requiredInput(call, 0);
  const [start, limit, delta] = [0, 1, 2].map((index) => knownScalar(call, index));
  if (isRows(delta!) || delta === 0) throw misfit(call, "needs a step other than 0");
  const difference = subtractDimensions(limit!, start!);
  if (difference === undefined) throw misfit(call, "needs a length that is a number or a multiple of the rows");
  if (isRows(difference)) {
    const length = divideDimensions(difference, delta!);
    if (length === undefined) throw misfit(call, "needs a length that is a number or a multiple of the rows");
    return { elementType, shape: [length] };
  }
  const length = Math.max(0, Math.ceil(difference / delta!));
  // A runtime may round fractions step by step.
  const isExact = Number.isInteger(start) && Number.isInteger(delta) && length <= LONGEST;
  const contents = isExact ? Array.from({ length }, (_, index) => (start as number) + index * delta!) : undefined;
  return withContents({ elementType, shape: [length] }, contents);
};

function knownScalar(call: OperatorCall, index: number): Dimension {
  const { contents } = requiredInput(call, index);
  if (contents === undefined) throw misfit(call, "needs bounds that are known beforehand");
  return contents[0]!;
}
