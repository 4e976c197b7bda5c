import { UnsupportedOptionError } from "../errors/lockstep-error.ts";
import type { LossSpec } from "../loss/loss-spec.ts";

/**
 * What an engine may declare as `capabilities.losses`: kinds of losses, with the options of that kind, but for two that
 * are declared on their own.
 */
export type LossFeature = LossSpec["kind"] | "label-smoothing" | "ignore-index";

/** The losses that every engine takes, without the two options. */
export const BASIC_LOSSES: readonly LossFeature[] = ["softmax-cross-entropy", "mean-squared-error"];

/**
 * The check that every engine makes of a loss before any work: that it computes it.
 *
 * @param losses what the engine declares as `capabilities.losses`. @default {@link BASIC_LOSSES}
 * @throws {UnsupportedOptionError} naming what it does not compute.
 * @example
 * requireComputedLoss("mine", undefined, softmaxCrossEntropy());
 * requireComputedLoss("mine", undefined, softmaxCrossEntropy({ labelSmoothing: 0.1 })); // throws UnsupportedOptionError
 */
export function requireComputedLoss(
  engine: string,
  losses: readonly LossFeature[] = BASIC_LOSSES,
  loss: LossSpec,
): void {
  for (const feature of lossFeatures(loss)) {
    if (losses.includes(feature)) continue;
    throw new UnsupportedOptionError({
      subject: `${engine}: loss`,
      rule: `must be of ${losses.join(", ")}`,
      received: feature,
      remedy: "Use another loss, or the reference engine.",
    });
  }
}

/**
 * What an engine has to take to compute a loss.
 *
 * @example
 * lossFeatures(negativeLogLikelihood({ ignoreIndex: -100 })); // ["negative-log-likelihood", "ignore-index"]
 */
export function lossFeatures(loss: LossSpec): readonly LossFeature[] {
  const features: LossFeature[] = [loss.kind];
  if ("labelSmoothing" in loss) features.push("label-smoothing");
  if ("ignoreIndex" in loss) features.push("ignore-index");
  return features;
}
