import type { BinaryCrossEntropySpec } from "./binary-cross-entropy.ts";
import type { HuberSpec } from "./huber.ts";
import type { MeanAbsoluteErrorSpec } from "./mean-absolute-error.ts";
import type { MeanSquaredErrorSpec } from "./mean-squared-error.ts";
import type { NegativeLogLikelihoodSpec } from "./negative-log-likelihood.ts";
import type { SmoothL1Spec } from "./smooth-l1.ts";
import type { SoftmaxCrossEntropySpec } from "./softmax-cross-entropy.ts";

/** A loss whose targets are class indices. */
export type ClassificationLoss = NegativeLogLikelihoodSpec | SoftmaxCrossEntropySpec;

/** A loss as plain data, told apart by `kind`. */
export type LossSpec =
  | BinaryCrossEntropySpec
  | ClassificationLoss
  | HuberSpec
  | MeanAbsoluteErrorSpec
  | MeanSquaredErrorSpec
  | SmoothL1Spec;

/**
 * Whether the loss is over classes, so that an accuracy can be counted.
 *
 * @example
 * isClassification(softmaxCrossEntropy()); // true
 */
export function isClassification(loss: LossSpec): loss is ClassificationLoss {
  return loss.kind === "softmax-cross-entropy" || loss.kind === "negative-log-likelihood";
}
