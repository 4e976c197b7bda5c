import { UnsupportedOptionError, type LossSpec } from "@lockstep/core";

import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import { meanSquaredError } from "./mean-squared-error.ts";
import type { RowLoss } from "./row-loss.ts";
import { softmaxCrossEntropy } from "./softmax-cross-entropy.ts";

/** The loss that `loss` names. */
export function computeRowLoss(
  tf: TfjsNamespace,
  loss: LossSpec,
  output: DeviceTensor,
  targets: DeviceTensor,
): RowLoss {
  switch (loss.kind) {
    case "softmax-cross-entropy":
      return softmaxCrossEntropy(tf, output, targets);
    case "mean-squared-error":
      return meanSquaredError(tf, output, targets);
    default:
      throw new UnsupportedOptionError({
        subject: "loss",
        rule: "is not computed by this engine",
        received: loss.kind,
      });
  }
}
