import { DataError, shapeSize, ShapeMismatchError, toFloatTensor, type Shape } from "@lockstep/core";
import type { ModelRows } from "../data/model-rows.ts";
import type { LossName } from "./loss-name.ts";

/**
 * Targets of all rows as values, in the order of the model's output.
 *
 * @throws {DataError} if they are names, or one is not a finite number, or of `bce` outside [0, 1].
 * @throws {ShapeMismatchError} if a row has not as many numbers as the model's output.
 */
export function valueTargets(
  { targets, rowCount, targetsName: name }: ModelRows,
  outputShape: Shape,
  loss: LossName,
): Float32Array {
  if (targets.kind === "names") {
    throw new DataError({
      subject: `targets of ${name}`,
      rule: `must be numbers for --loss ${loss}`,
      received: targets.classes,
      remedy: "Names of classes are for --loss cross-entropy; --label tells the columns to predict.",
    });
  }
  const size = shapeSize(outputShape);
  const { shape, data } = targets.values;
  if (data.length !== rowCount * size) {
    throw new ShapeMismatchError({
      subject: `targets of ${name}`,
      rule: `must have ${size} ${size === 1 ? "number" : "numbers"} a row, as the model's output [${outputShape.join(", ")}] has`,
      received: shape,
      remedy: "Choose the targets to fit, or --loss cross-entropy for classes.",
    });
  }
  const values = toFloatTensor(targets.values, `targets of ${name}`).data;
  const wrong = values.findIndex((value) => !Number.isFinite(value) || (loss === "bce" && (value < 0 || value > 1)));
  if (wrong < 0) return values;
  throw new DataError({
    subject: `${name}, row ${Math.floor(wrong / size) + 1}`,
    rule: loss === "bce" ? "must have targets in [0, 1] for --loss bce" : "must have finite targets",
    received: data[wrong],
  });
}
