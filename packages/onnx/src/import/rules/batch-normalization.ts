import { emitBatchNorm } from "../../compose/emit-batch-norm.ts";
import { numberAttribute } from "../../graph/attribute.ts";
import { withoutAttributes } from "../convert-attributes.ts";
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
  const [x, scale, bias, mean, variance] = inputs;
  if (!trains || !pass.mode.training) {
    const own = withoutAttributes(attributes, "training_mode", "momentum", "spatial");
    return [graph.apply("BatchNormalization", inputs, own, node.outputs[0])];
  }
  const normed = emitBatchNorm(graph, {
    x: x!,
    scale: scale!,
    bias: bias!,
    mean: mean!,
    variance: variance!,
    epsilon: numberAttribute(attributes, "epsilon", DEFAULT_EPSILON),
    momentum: numberAttribute(attributes, "momentum", DEFAULT_MOMENTUM),
    unbiased: pass.unbiased,
  });
  return [normed.output, normed.mean, normed.variance];
};
