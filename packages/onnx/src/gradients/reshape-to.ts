import { UnsupportedOptionError } from "@lockstep/core";
import { formatGraphShape, graphShapesEqual, isRows, type GraphShape } from "../graph/dimension.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/**
 * Reshapes to `shape`, where it is another. One length may depend on the rows; more may where they are those of `value` at
 * the same axes.
 *
 * @param name of the result. @default the operator's
 * @throws {UnsupportedOptionError} for another shape with several such lengths.
 */
export function reshapeTo(graph: GraphBuilder, value: GraphValue, shape: GraphShape, name?: string): GraphValue {
  if (graphShapesEqual(value.shape, shape)) return value;
  const symbolic = shape.filter(isRows).length;
  // A length of 0 copies the one at that axis.
  const target = shape.map((length, axis) => {
    if (!isRows(length)) return length;
    return symbolic > 1 && value.shape[axis] === length ? 0 : -1;
  });
  if (target.filter((length) => length === -1).length > 1) {
    throw new UnsupportedOptionError({
      subject: `Reshape of ${value.name}`,
      rule: "to several lengths that depend on the batch is not written here",
      received: formatGraphShape(shape),
    });
  }
  return graph.apply("Reshape", [value, graph.integers(target)], {}, name);
}
