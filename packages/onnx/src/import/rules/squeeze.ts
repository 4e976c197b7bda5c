import { UnsupportedOptionError } from "@lockstep/core";
import { isRows } from "../../graph/dimension.ts";
import type { ImportRule } from "../import-rule.ts";

/**
 * `Squeeze` with its axes written out: left out, they would be looked for anew in every batch, and a batch of one row
 * would lose the axis of its rows.
 *
 * @throws {UnsupportedOptionError} if the file's batch has one row, whose axis a free batch would keep.
 */
export const importSqueeze: ImportRule = ({ graph, node, inputs, pass }) => {
  const [value, axes] = inputs;
  if (axes !== undefined) return [graph.apply("Squeeze", [value, axes], {}, node.outputs[0])];
  const { shape } = value!;
  if (pass.fileRows === 1 && shape.includes("rows")) {
    throw new UnsupportedOptionError({
      subject: "Squeeze without axes",
      rule: "takes the axis of the file's one row away",
      remedy: "Export it with axes: x.squeeze(1) in place of x.squeeze().",
    });
  }
  const ones = shape.flatMap((length, axis) => (!isRows(length) && length === 1 ? [axis] : []));
  if (ones.length === 0) return [value!];
  return [graph.apply("Squeeze", [value, graph.integers(ones)], {}, node.outputs[0])];
};
