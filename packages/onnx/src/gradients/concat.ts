import { UnsupportedOptionError } from "@lockstep/core";
import { numberAttribute } from "../graph/attribute.ts";
import { isRows, normalAxis, type Dimension } from "../graph/dimension.ts";
import type { GradientRule } from "./gradient-rule.ts";

/**
 * `Concat`: every input gets its part of the gradient.
 *
 * @throws {UnsupportedOptionError} where rows are joined to rows.
 */
export const concatGradient: GradientRule = ({ graph, node, inputs, gradient }) => {
  const axis = normalAxis(numberAttribute(node.attributes, "axis", 0), gradient.shape.length);
  const lengths = inputs.map(({ shape }) => known(shape[axis]!));
  return lengths.map((length, index) => () => {
    if (inputs.length === 1) return gradient;
    const start = lengths.slice(0, index).reduce((sum, before) => sum + before, 0);
    const bounds = [start, start + length, axis].map((bound) => graph.integers([bound]));
    return graph.apply("Slice", [gradient, ...bounds]);
  });
};

function known(length: Dimension): number {
  if (!isRows(length)) return length;
  throw new UnsupportedOptionError({
    subject: "differentiate: operator Concat",
    rule: "has no gradient rule along the rows",
    received: length,
  });
}
