import { InvalidOptionError } from "@lockstep/core";
import { isRows, rowsFactor, type GraphShape } from "../../graph/dimension.ts";
import { applyDraw } from "../../network/apply-draw.ts";
import { drawInputs } from "../../network/draw-values.ts";
import type { ImportRule } from "../import-rule.ts";

/** What ONNX takes for the ratio where a node gives none. */
const DEFAULT_RATIO = 0.5;

/**
 * `Dropout` becomes a random site, whatever its `training_mode`: the node says where the units drop, and the run decides
 * when. Its ratio is the probability to drop.
 */
export const importDropout: ImportRule = ({ graph, node, inputs, pass }) => {
  const [value, ratio] = inputs;
  const rate = ratio === undefined ? DEFAULT_RATIO : graph.dataOf(ratio)?.[0];
  if (typeof rate !== "number" || !(rate >= 0 && rate <= 1)) {
    throw new InvalidOptionError({
      subject: "its ratio",
      rule: "must be a stored number from 0 to 1",
      received: rate,
    });
  }
  const { shape } = value!;
  const site = pass.sites.length;
  pass.sites.push({ kind: "dropout", rate, shape: (rows) => lengthsOf(shape, rows) });
  if (!pass.mode.draws) return [value!];
  const draw = drawInputs(graph, site, "mask", shape);
  pass.draws.push(draw);
  return [applyDraw(graph, draw, value!, node.outputs[0]!)];
};

function lengthsOf(shape: GraphShape, rows: number): readonly number[] {
  return shape.map((length) => (isRows(length) ? rowsFactor(length) * rows : length));
}
