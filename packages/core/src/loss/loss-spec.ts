import { requireLabels } from "../data/require-labels.ts";
import { requireOneOf } from "../errors/check-option.ts";
import { InvalidOptionError, ShapeMismatchError } from "../errors/lockstep-error.ts";
import { formatShape, shapeSize, shapesEqual, type Shape } from "../tensor/shape.ts";

/** A loss as plain data, told apart by `kind`. */
export type LossSpec = { readonly kind: "softmax-cross-entropy" } | { readonly kind: "mean-squared-error" };

const LOSS_KINDS = ["softmax-cross-entropy", "mean-squared-error"] as const;

/**
 * Softmax cross-entropy of logits z and class c: -log(e^z_c / Σ_j e^z_j), computed as log Σ_j e^(z_j - max z) - (z_c -
 * max z). Targets are class indices, int32 of shape [rows]. A batch's loss is the weighted mean over its rows.
 *
 * @example
 * softmaxCrossEntropy(); // { kind: "softmax-cross-entropy" }
 */
export function softmaxCrossEntropy(): LossSpec {
  return { kind: "softmax-cross-entropy" };
}

/**
 * Mean squared error: the mean over a row's outputs of (y - t)², then the weighted mean over rows; PyTorch's
 * `MSELoss()`. Targets are f32 of the output's shape.
 *
 * @example
 * meanSquaredError(); // { kind: "mean-squared-error" }
 */
export function meanSquaredError(): LossSpec {
  return { kind: "mean-squared-error" };
}

/**
 * Whether the loss is over classes, so that an accuracy can be counted.
 *
 * @example
 * isClassification(softmaxCrossEntropy()); // true
 */
export function isClassification(loss: LossSpec): boolean {
  return loss.kind === "softmax-cross-entropy";
}

/**
 * Checks that a loss exists and takes this output.
 *
 * @param outputShape shape of one row of the model's output.
 * @throws {InvalidOptionError} for an unknown loss.
 * @throws {ShapeMismatchError} if a classifier's output is not one axis of at least two classes.
 */
export function requireLoss(loss: unknown, outputShape: Shape): LossSpec {
  if (typeof loss !== "object" || loss === null || !("kind" in loss)) {
    throw new InvalidOptionError({
      subject: "loss",
      rule: "must be a loss",
      received: loss,
      remedy: "Pass softmaxCrossEntropy() or meanSquaredError().",
    });
  }
  const kind = requireOneOf("loss: kind", loss.kind, LOSS_KINDS);
  if (kind === "softmax-cross-entropy" && (outputShape.length !== 1 || outputShape[0]! < 2)) {
    throw new ShapeMismatchError({
      subject: "softmaxCrossEntropy",
      rule: "needs an output of shape [classes] with at least 2 classes",
      received: outputShape,
      remedy: "End the model with dense(classes), after flatten() if need be.",
    });
  }
  return { kind };
}

/** Shape that a batch's targets must have: [rows] for classes, [rows, ...output] for values. */
function targetShape(loss: LossSpec, rows: number, outputShape: Shape): Shape {
  return isClassification(loss) ? [rows] : [rows, ...outputShape];
}

/**
 * Checks a batch's targets: type, shape, and that every class exists.
 *
 * @throws {ShapeMismatchError} if the shape or the number type is not the loss's.
 * @throws {InvalidOptionError} if a class index is outside [0, classes - 1].
 */
export function requireTargets(
  loss: LossSpec,
  targets: { readonly shape: Shape; readonly data: Float32Array | Int32Array },
  rows: number,
  outputShape: Shape,
): void {
  const expected = targetShape(loss, rows, outputShape);
  const integers = targets.data instanceof Int32Array;
  const filled = targets.data.length === shapeSize(expected);
  if (!shapesEqual(targets.shape, expected) || integers !== isClassification(loss) || !filled) {
    throw new ShapeMismatchError({
      subject: `targets of ${loss.kind}`,
      rule: `must be ${isClassification(loss) ? "int32 class indices" : "f32"} of shape ${formatShape(expected)}`,
      received: `${integers ? "int32" : "f32"} ${formatShape(targets.shape)} with ${targets.data.length} elements`,
    });
  }
  if (isClassification(loss)) requireLabels(targets.data as Int32Array, outputShape[0]!);
}
