import { rejectUnknownOptions, requireNumber } from "../errors/check-option.ts";
import { ignoredClass, type IgnoredClass } from "./ignored-class.ts";

/** What {@link softmaxCrossEntropy} returns. */
export interface SoftmaxCrossEntropySpec extends IgnoredClass {
  readonly kind: "softmax-cross-entropy";
  /** Share of the target that is spread evenly over all classes. @default 0 */
  readonly labelSmoothing?: number;
}

/** Options of {@link softmaxCrossEntropy}. */
export interface SoftmaxCrossEntropyOptions extends IgnoredClass {
  /** Share of the target that is spread evenly over all classes, in [0, 1]. @default 0 */
  readonly labelSmoothing?: number;
}

/** Checks the options. What is its default is left out, so that a loss has one form. */
export function checkSoftmaxCrossEntropy(options: Readonly<Record<string, unknown>>): SoftmaxCrossEntropySpec {
  rejectUnknownOptions("softmaxCrossEntropy", options, ["labelSmoothing", "ignoreIndex"], {
    fromLogits: "The model's output is always logits; leave it out.",
    weight: "Weigh rows: arrayDataset({ inputs, targets, weights: rowWeights(targets, classWeights) }).",
  });
  const { labelSmoothing = 0, ignoreIndex } = options;
  const smoothing = requireNumber("softmaxCrossEntropy: labelSmoothing", labelSmoothing, { min: 0, max: 1 });
  return {
    kind: "softmax-cross-entropy",
    ...(smoothing === 0 ? {} : { labelSmoothing: smoothing }),
    ...ignoredClass("softmaxCrossEntropy", ignoreIndex),
  };
}

/**
 * Softmax cross-entropy of logits z and class c: -log(e^z_c / Σ_j e^z_j), computed as log Σ_j e^(z_j - max z) - (z_c -
 * max z). Targets are class indices, int32 of shape [rows]. A batch's loss is the weighted mean over its rows; PyTorch's
 * `CrossEntropyLoss`.
 *
 * With label smoothing ε over C classes: (1 - ε) times that, plus (ε / C) · Σ_j -log(e^z_j / Σ_k e^z_k). Accuracy still
 * asks for class c alone.
 *
 * @param options.labelSmoothing ε, in [0, 1]. @default 0
 * @param options.ignoreIndex a target that counts for nothing: its row weighs 0. PyTorch ignores -100 unless told
 * otherwise. @default none
 * @throws {InvalidOptionError} if ε is outside [0, 1], or the ignored target no int32.
 * @example
 * softmaxCrossEntropy(); // { kind: "softmax-cross-entropy" }
 * softmaxCrossEntropy({ labelSmoothing: 0.1, ignoreIndex: -100 });
 * @see Szegedy et al., "Rethinking the Inception architecture for computer vision" (2016), for label smoothing
 */
export function softmaxCrossEntropy(options: SoftmaxCrossEntropyOptions = {}): SoftmaxCrossEntropySpec {
  return checkSoftmaxCrossEntropy({ ...options });
}
