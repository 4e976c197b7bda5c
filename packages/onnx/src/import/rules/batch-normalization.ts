import { emitBatchNorm } from "../../compose/batch-norm.ts";
import { emitFrozenBatchNorm } from "../../compose/frozen-batch-norm.ts";
import { UnsupportedOptionError } from "@lockstep/core";
import { numberAttribute } from "../../graph/attribute.ts";
import { isRows, rowsFactor, type GraphShape } from "../../graph/dimension.ts";
import type { GraphValue } from "../../graph/graph.ts";
import type { ImportPass } from "../import-pass.ts";
import type { ImportRule } from "../import-rule.ts";

/** What ONNX takes for them where a node gives none. */
const DEFAULT_EPSILON = 1e-5;
const DEFAULT_MOMENTUM = 0.9;

/**
 * `BatchNormalization`. With `training_mode = 1` it takes the batch's statistics in training and moves the running ones,
 * running · momentum + batch · (1 - momentum); otherwise, and outside training, it takes those that are stored.
 */
export const importBatchNormalization: ImportRule = ({ graph, node, inputs, attributes, pass }) => {
  const trains = numberAttribute(attributes, "training_mode", 0) === 1;
  const epsilon = numberAttribute(attributes, "epsilon", DEFAULT_EPSILON);
  const [x, scale, bias, mean, variance] = inputs;
  if (!trains || !pass.mode.training) {
    const statistics = { mean: mean!, variance: variance! };
    return [emitFrozenBatchNorm(graph, { x: x!, scale, bias, ...statistics, epsilon }, node.outputs[0])];
  }
  if (valuesOfOneRow(x!.shape) === 1) pass.normsOverRows.push(node.name);
  const running = { mean: current(pass, mean!), variance: current(pass, variance!) };
  const { y, next } = emitBatchNorm(graph, {
    x: x!,
    scale,
    bias,
    running,
    epsilon,
    momentum: 1 - numberAttribute(attributes, "momentum", DEFAULT_MOMENTUM),
    unbiased: pass.unbiased,
  });
  pass.statistics.set(mean!, next!.mean);
  pass.statistics.set(variance!, next!.variance);
  return [y, next!.mean, next!.variance];
};

/** How many values a channel has in a batch of one row. */
function valuesOfOneRow(shape: GraphShape): number {
  return shape.reduce<number>(
    (product, length, axis) => (axis === 1 ? product : product * (isRows(length) ? rowsFactor(length) : length)),
    1,
  );
}

/** A running statistic as the nodes before have left it. */
function current({ statistics }: ImportPass, stored: GraphValue): GraphValue {
  const value = statistics.get(stored);
  if (value !== undefined) return value;
  throw new UnsupportedOptionError({
    subject: "its running statistics",
    rule: "must be stored tensors, read as they are",
    received: stored.name,
  });
}
