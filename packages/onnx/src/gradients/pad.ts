import { UnsupportedOptionError } from "@lockstep/core";
import { textAttribute } from "../graph/attribute.ts";
import type { GraphNode } from "../graph/graph.ts";
import { paddedAxes } from "../operators/pad.ts";
import type { GradientRule } from "./gradient-rule.ts";
import { padAxes } from "./pad-axes.ts";

/**
 * `Pad` with a constant: the gradient without what was put there, and zeros where elements were taken away.
 *
 * @throws {UnsupportedOptionError} in the other modes, which repeat elements, and for a value that is trained.
 */
export const padGradient: GradientRule = ({ graph, node, gradient }) => {
  const mode = textAttribute(node.attributes, "mode", "constant");
  if (mode !== "constant") refuse(node, "has a gradient rule for the mode constant", mode);
  return [
    () => {
      const padded = paddedAxes({ ...node, outputCount: 1 });
      const cut = padded.filter(({ before, after }) => before > 0 || after > 0);
      const bounds = [
        cut.map(({ before }) => Math.max(before, 0)),
        cut.map(({ axis, after }) => Number(gradient.shape[axis]) - Math.max(after, 0)),
        cut.map(({ axis }) => axis),
      ];
      const kept =
        cut.length === 0
          ? gradient
          : graph.apply("Slice", [gradient, ...bounds.map((numbers) => graph.integers(numbers))]);
      const missing = padded.map(({ axis, before, after }) => ({
        axis,
        before: Math.max(-before, 0),
        after: Math.max(-after, 0),
      }));
      return padAxes(graph, kept, missing);
    },
    undefined,
    () => refuse(node, "has no gradient rule for its value"),
  ];
};

function refuse({ name }: GraphNode, rule: string, received?: string): never {
  throw new UnsupportedOptionError({ subject: `differentiate: operator Pad, node ${name}`, rule, received });
}
