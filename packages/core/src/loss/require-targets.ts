import { requireLabels } from "../data/require-labels.ts";
import { InvalidOptionError, ShapeMismatchError } from "../errors/lockstep-error.ts";
import { formatShape, shapeSize, shapesEqual, type Shape } from "../tensor/shape.ts";
import { isClassification, type LossSpec } from "./loss-spec.ts";

const CLASSES = "Pass an Int32Array with the number of each row's class; of one-hot rows, the place of the 1.";

/** Shape that a batch's targets must have: [rows] for classes, [rows, ...output] for values. */
function targetShape(loss: LossSpec, rows: number, outputShape: Shape): Shape {
  return isClassification(loss) ? [rows] : [rows, ...outputShape];
}

/**
 * Checks a batch's targets: type, shape, and that every class exists or is ignored, every yes or no lies between them.
 *
 * @throws {ShapeMismatchError} if the shape or the number type is not the loss's.
 * @throws {InvalidOptionError} if a class index is outside [0, classes - 1], or a target of the binary loss outside [0, 1].
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
      ...(isClassification(loss) ? { remedy: CLASSES } : {}),
    });
  }
  if (isClassification(loss)) {
    requireLabels(targets.data as Int32Array, outputShape[0]!, undefined, loss.ignoreIndex);
  } else if (loss.kind === "binary-cross-entropy-with-logits") {
    requireProbabilities(targets.data as Float32Array);
  }
}

function requireProbabilities(targets: Float32Array): void {
  const wrong = targets.findIndex((target) => !(target >= 0 && target <= 1));
  if (wrong < 0) return;
  throw new InvalidOptionError({
    subject: `target ${wrong} of binaryCrossEntropyWithLogits`,
    rule: "must be in [0, 1]",
    received: targets[wrong],
    remedy: "Write 0 for no and 1 for yes.",
  });
}
