import { UnsupportedOptionError, type LossSpec } from "@lockstep/core";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { emitMeanSquaredError } from "./mean-squared-error.ts";
import { emitSoftmaxCrossEntropy } from "./softmax-cross-entropy.ts";

/** The targets' graph input, and the loss of each row, [rows]. */
export interface RowLoss {
  readonly targets: GraphValue;
  readonly rowLoss: GraphValue;
}

/**
 * Emits a loss, unweighted, for each row of the model's output.
 *
 * @param weights [rows], by which real targets of rows that weigh nothing are left out. @default every row weighs
 */
export function emitRowLoss(graph: GraphBuilder, loss: LossSpec, output: GraphValue, weights?: GraphValue): RowLoss {
  switch (loss.kind) {
    case "softmax-cross-entropy": {
      const targets = graph.input("targets", "int32", ["rows"]);
      return { targets, rowLoss: emitSoftmaxCrossEntropy(graph, output, targets) };
    }
    case "mean-squared-error": {
      const targets = graph.input("targets", "float32", output.shape);
      return { targets, rowLoss: emitMeanSquaredError(graph, output, targets, weights) };
    }
    default:
      throw new UnsupportedOptionError({
        subject: "loss",
        rule: "is not computed by this engine",
        received: loss.kind,
      });
  }
}
