import type { LossSpec } from "@lockstep/core";

import type { DeviceTensor, TfjsNamespace } from "../tfjs-namespace.ts";
import { meanSquaredError } from "./mean-squared-error.ts";
import { softmaxCrossEntropy } from "./softmax-cross-entropy.ts";

/** The loss of each row on its own: not weighted, not averaged. */
export interface RowLoss {
  /** [rows]. */
  readonly losses: DeviceTensor;
  /** Gradient of each row's loss with respect to the row's output, in the output's shape; computed when asked for. */
  readonly gradients: () => DeviceTensor;
}

/** The loss that `loss` names. */
export function rowLoss(tf: TfjsNamespace, loss: LossSpec, output: DeviceTensor, targets: DeviceTensor): RowLoss {
  switch (loss.kind) {
    case "softmax-cross-entropy":
      return softmaxCrossEntropy(tf, output, targets);
    case "mean-squared-error":
      return meanSquaredError(tf, output, targets);
  }
}
