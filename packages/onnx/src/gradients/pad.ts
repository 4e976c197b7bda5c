import { UnsupportedOptionError } from "@lockstep/core";
import { textAttribute } from "../graph/attribute.ts";
import type { GraphNode } from "../graph/graph.ts";
import { padsOf } from "../operators/pad.ts";
import { croppedOfPadding } from "./cropped-of-padding.ts";
import { foldedPadding } from "./folded-padding.ts";
import type { GradientRule } from "./gradient-rule.ts";

/**
 * `Pad`: the gradient without what was put there, and zeros where elements were taken away; in the modes that repeat
 * elements, each with the gradients of its copies.
 *
 * @throws {UnsupportedOptionError} in the mode wrap, and for a value that is trained.
 */
export const padGradient: GradientRule = ({ graph, node, gradient }) => [
  () => {
    const mode = textAttribute(node.attributes, "mode", "constant");
    const { before, after } = padsOf({ ...node, outputCount: 1 });
    const padded = before.map((count, axis) => ({ axis, before: count, after: after[axis]! }));
    switch (mode) {
      case "constant":
        return croppedOfPadding(graph, gradient, padded);
      case "edge":
      case "reflect":
        return padded.reduce((values, axis) => foldedPadding(graph, values, axis, mode), gradient);
      default:
        return refuse(node, "has a gradient rule for the modes constant, edge and reflect", mode);
    }
  },
  undefined,
  () => refuse(node, "has no gradient rule for its value"),
];

function refuse({ name }: GraphNode, rule: string, received?: string): never {
  throw new UnsupportedOptionError({ subject: `differentiate: operator Pad, node ${name}`, rule, received });
}
