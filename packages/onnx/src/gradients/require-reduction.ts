import { UnsupportedOptionError } from "@lockstep/core";
import { textAttribute } from "../graph/attribute.ts";
import type { GraphNode } from "../graph/graph.ts";

/** @throws {UnsupportedOptionError} for a scatter that multiplies, or takes the larger or smaller */
export function requireReduction({ operator, name, attributes }: GraphNode): void {
  const reduction = textAttribute(attributes, "reduction", "none");
  if (reduction === "none" || reduction === "add") return;
  throw new UnsupportedOptionError({
    subject: `differentiate: operator ${operator}, node ${name}`,
    rule: "has a gradient rule for the reductions none and add",
    received: reduction,
  });
}
