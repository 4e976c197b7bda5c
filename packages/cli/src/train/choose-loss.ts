import { shapeSize, type NumberArray, type Shape } from "@lockstep/core";
import type { RowTargets } from "../data/row-targets.ts";
import { isOneHot } from "./class-targets.ts";
import type { FinalActivation } from "./final-activation.ts";
import type { LossName } from "./loss-name.ts";

/** A loss with the reason for it. */
export interface ChosenLoss {
  readonly name: LossName;
  /** Why it was chosen, for a reader; null if it was asked for. */
  readonly reason: string | null;
}

/**
 * The loss that targets call for:
 *
 * - names, whole numbers (one a row) and one-hot rows are classes: cross-entropy, if the model has several outputs;
 * - zeros and ones for a single output, or for outputs of a sigmoid, are answers of yes or no, and so are two names for a
 *   single output: bce;
 * - everything else are values to predict: mse.
 */
export function chooseLoss(targets: RowTargets, outputShape: Shape, end: FinalActivation | null): ChosenLoss {
  const outputs = shapeSize(outputShape);
  const severalClasses = outputShape.length === 1 && outputs > 1;
  if (targets.kind === "names" && outputs === 1 && targets.classes.length === 2) {
    return { name: "bce", reason: "the targets are two classes and the model has one output" };
  }
  if (targets.kind === "names") return { name: "cross-entropy", reason: "the targets are names of classes" };
  const { values } = targets;
  const oneNumber = values.data.length === values.shape[0];
  if (severalClasses && oneNumber && isWhole(values)) {
    return { name: "cross-entropy", reason: "the targets are class indices" };
  }
  if (severalClasses && end !== "Sigmoid" && isOneHot(values, outputs)) {
    return { name: "cross-entropy", reason: "the targets are one-hot" };
  }
  if ((outputs === 1 || end === "Sigmoid") && isBinary(values)) {
    return { name: "bce", reason: "the targets are zeros and ones" };
  }
  return { name: "mse", reason: "the targets are values" };
}

function isWhole({ data }: NumberArray): boolean {
  return data.every((value: number | bigint) => Number.isInteger(Number(value)));
}

function isBinary({ data }: NumberArray): boolean {
  return data.every((value: number | bigint) => Number(value) === 0 || Number(value) === 1);
}
