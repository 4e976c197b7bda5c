import { rejectUnknownOptions } from "../errors/check-option.ts";
import { ignoredClass, type IgnoredClass } from "./ignored-class.ts";

/** What {@link negativeLogLikelihood} returns. */
export interface NegativeLogLikelihoodSpec extends IgnoredClass {
  readonly kind: "negative-log-likelihood";
}

/** Checks the options. */
export function checkNegativeLogLikelihood(options: Readonly<Record<string, unknown>>): NegativeLogLikelihoodSpec {
  rejectUnknownOptions("negativeLogLikelihood", options, ["ignoreIndex"]);
  return { kind: "negative-log-likelihood", ...ignoredClass("negativeLogLikelihood", options.ignoreIndex) };
}

/**
 * The negative of output c, where c is the class: for a model whose outputs are log-probabilities already, as after a log
 * softmax. Targets are class indices, int32 of shape [rows]. PyTorch's `NLLLoss`. Of logits take `softmaxCrossEntropy`.
 *
 * @param options.ignoreIndex a target that counts for nothing: its row weighs 0. @default none
 * @throws {InvalidOptionError} if the ignored target is no int32.
 * @example
 * negativeLogLikelihood(); // { kind: "negative-log-likelihood" }
 */
export function negativeLogLikelihood(options: IgnoredClass = {}): NegativeLogLikelihoodSpec {
  return checkNegativeLogLikelihood({ ...options });
}
