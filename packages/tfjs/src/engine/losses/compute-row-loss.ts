import type { LossSpec } from "@lockstep/core";

import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import { ABSOLUTE_ERROR } from "./absolute-error.ts";
import { binaryCrossEntropy } from "./binary-cross-entropy.ts";
import { elementwiseLoss, type ElementLoss } from "./elementwise-loss.ts";
import { huberError } from "./huber-error.ts";
import { negativeLogLikelihood } from "./negative-log-likelihood.ts";
import type { RowLoss } from "./row-loss.ts";
import { smoothL1Error } from "./smooth-l1-error.ts";
import { softmaxCrossEntropy } from "./softmax-cross-entropy.ts";
import { SQUARED_ERROR } from "./squared-error.ts";

/** The loss that `loss` names, of rows whose ignored targets have been replaced (`countedRows`). */
export function computeRowLoss(
  tf: TfjsNamespace,
  loss: LossSpec,
  output: DeviceTensor,
  targets: DeviceTensor,
): RowLoss {
  const byElement = (element: ElementLoss): RowLoss => elementwiseLoss(tf, element, output, targets);
  switch (loss.kind) {
    case "binary-cross-entropy-with-logits":
      return byElement(binaryCrossEntropy(loss.posWeight ?? 1));
    case "huber":
      return byElement(huberError(loss.delta));
    case "mean-absolute-error":
      return byElement(ABSOLUTE_ERROR);
    case "mean-squared-error":
      return byElement(SQUARED_ERROR);
    case "negative-log-likelihood":
      return negativeLogLikelihood(tf, output, targets);
    case "smooth-l1":
      return byElement(smoothL1Error(loss.beta));
    case "softmax-cross-entropy":
      return softmaxCrossEntropy(tf, loss.labelSmoothing ?? 0, output, targets);
  }
}
