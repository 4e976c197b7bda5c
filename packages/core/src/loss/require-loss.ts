import { requireOneOf } from "../errors/check-option.ts";
import { InvalidOptionError, ShapeMismatchError } from "../errors/lockstep-error.ts";
import type { Shape } from "../tensor/shape.ts";
import { checkBinaryCrossEntropy, requirePositiveWeights } from "./binary-cross-entropy.ts";
import { checkHuber } from "./huber.ts";
import { isClassification, type LossSpec } from "./loss-spec.ts";
import { checkMeanAbsoluteError } from "./mean-absolute-error.ts";
import { checkMeanSquaredError } from "./mean-squared-error.ts";
import { checkNegativeLogLikelihood } from "./negative-log-likelihood.ts";
import { checkSmoothL1 } from "./smooth-l1.ts";
import { checkSoftmaxCrossEntropy } from "./softmax-cross-entropy.ts";

const CHECKS: {
  readonly [Kind in LossSpec["kind"]]: (
    options: Readonly<Record<string, unknown>>,
  ) => Extract<LossSpec, { readonly kind: Kind }>;
} = {
  "softmax-cross-entropy": checkSoftmaxCrossEntropy,
  "negative-log-likelihood": checkNegativeLogLikelihood,
  "binary-cross-entropy-with-logits": checkBinaryCrossEntropy,
  "mean-squared-error": checkMeanSquaredError,
  "mean-absolute-error": checkMeanAbsoluteError,
  huber: checkHuber,
  "smooth-l1": checkSmoothL1,
};

/**
 * Checks that a loss exists and takes this output; the loss may come as data.
 *
 * @param outputShape shape of one row of the model's output.
 * @throws {InvalidOptionError} for an unknown loss, or an option that is wrong or unknown.
 * @throws {ShapeMismatchError} if a classifier's output is not one axis of at least two classes.
 * @example
 * requireLoss(softmaxCrossEntropy(), [10]).kind; // "softmax-cross-entropy"
 * requireLoss(softmaxCrossEntropy(), [1]); // throws ShapeMismatchError
 */
export function requireLoss(loss: unknown, outputShape: Shape): LossSpec {
  if (typeof loss !== "object" || loss === null || !("kind" in loss)) {
    throw new InvalidOptionError({
      subject: "loss",
      rule: "must be a loss",
      received: loss,
      remedy: "Pass softmaxCrossEntropy() or meanSquaredError(), say.",
    });
  }
  const { kind, ...options } = loss as Readonly<Record<string, unknown>>;
  const checked = CHECKS[requireOneOf("loss: kind", kind, Object.keys(CHECKS) as LossSpec["kind"][])](options);
  if (isClassification(checked) && (outputShape.length !== 1 || outputShape[0]! < 2)) {
    throw new ShapeMismatchError({
      subject: checked.kind === "softmax-cross-entropy" ? "softmaxCrossEntropy" : "negativeLogLikelihood",
      rule: "needs an output of shape [classes] with at least 2 classes",
      received: outputShape,
      remedy: "End the model with dense(classes), after flatten() if need be.",
    });
  }
  if (checked.kind === "binary-cross-entropy-with-logits") requirePositiveWeights(checked, outputShape);
  return checked;
}
