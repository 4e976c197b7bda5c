import type { LossSpec } from "@lockstep/core";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { emitBinaryCrossEntropy } from "./binary-cross-entropy.ts";
import type { RealTargets } from "./difference.ts";
import { emitHuber } from "./huber.ts";
import { emitMeanAbsoluteError } from "./mean-absolute-error.ts";
import { emitMeanSquaredError } from "./mean-squared-error.ts";
import { emitNegativeLogLikelihood } from "./negative-log-likelihood.ts";
import { emitSmoothL1 } from "./smooth-l1.ts";
import { emitSoftmaxCrossEntropy } from "./softmax-cross-entropy.ts";

/** The targets' graph input, and the loss of each row, [rows]. */
export interface RowLoss {
  readonly targets: GraphValue;
  readonly rowLoss: GraphValue;
}

/**
 * Emits a loss, unweighted, for each row of the model's output. Rows whose target it ignores have a weight of 0 and a class
 * that exists (core's `countedRows`).
 *
 * @param weights [rows], by which real targets of rows that weigh nothing are left out. @default every row weighs
 */
export function emitRowLoss(graph: GraphBuilder, loss: LossSpec, output: GraphValue, weights?: GraphValue): RowLoss {
  const ofClasses = (emit: (labels: GraphValue) => GraphValue): RowLoss => {
    const targets = graph.input("targets", "int32", [output.shape[0]!]);
    return { targets, rowLoss: emit(targets) };
  };
  const ofValues = (emit: (values: RealTargets) => GraphValue): RowLoss => {
    const targets = graph.input("targets", "float32", output.shape);
    return { targets, rowLoss: emit({ outputs: output, targets, weights }) };
  };
  switch (loss.kind) {
    case "binary-cross-entropy-with-logits":
      return ofValues((values) => emitBinaryCrossEntropy(graph, values, loss.posWeight ?? 1));
    case "huber":
      return ofValues((values) => emitHuber(graph, values, loss.delta));
    case "mean-absolute-error":
      return ofValues((values) => emitMeanAbsoluteError(graph, values));
    case "mean-squared-error":
      return ofValues((values) => emitMeanSquaredError(graph, values));
    case "negative-log-likelihood":
      return ofClasses((labels) => emitNegativeLogLikelihood(graph, output, labels));
    case "smooth-l1":
      return ofValues((values) => emitSmoothL1(graph, values, loss.beta));
    case "softmax-cross-entropy":
      return ofClasses((labels) => emitSoftmaxCrossEntropy(graph, output, labels, loss.labelSmoothing));
  }
}
