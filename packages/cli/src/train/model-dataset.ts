import {
  arrayDataset,
  DataError,
  gatherRows,
  shapeSize,
  ShapeMismatchError,
  tensor,
  type ArrayDataset,
  type Shape,
  type Tensor,
} from "@lockstep/core";
import type { ModelRows } from "../data/model-rows.ts";
import { classTargets } from "./class-targets.ts";
import type { InputScaling } from "./input-scaling.ts";
import type { LossName } from "./loss-name.ts";
import { scaleInputs } from "./scale-inputs.ts";
import { valueTargets } from "./value-targets.ts";

/** What rows have to fit. */
export interface ModelSide {
  /** What messages call the model. */
  readonly name: string;
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  readonly loss: LossName;
  /** Names of the classes, if they have any. */
  readonly classes: readonly string[] | undefined;
}

/**
 * Makes rows into a data set for a model: inputs in its shape, scaled, and targets as its loss takes them.
 *
 * @param part indices of the rows.
 * @throws {LockstepError} naming the file, and the row, that does not fit.
 */
export function modelDataset(
  rows: ModelRows,
  part: readonly number[],
  model: ModelSide,
  scaling: InputScaling,
): ArrayDataset {
  requireRowSize(rows, model);
  const values = rows.gather(part);
  scaleInputs(scaling, values, model.inputShape);
  const size = shapeSize(model.inputShape);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    throw new DataError({
      subject: `${rows.name}, row ${part[Math.floor(wrong / size)]! + 1}`,
      rule: "must hold finite numbers",
      received: values[wrong],
      remedy: "Fill in missing values first.",
    });
  }
  return arrayDataset({
    inputs: tensor([part.length, ...model.inputShape], values),
    targets: gatherRows(targetsOf(rows, model), part),
  });
}

/** Checks that a row has as many numbers as the model takes. @throws {ShapeMismatchError} */
export function requireRowSize(rows: ModelRows, { name, inputShape }: Pick<ModelSide, "name" | "inputShape">): void {
  const found = shapeSize(rows.rowShape);
  const wanted = shapeSize(inputShape);
  if (found === wanted) return;
  throw new ShapeMismatchError({
    subject: `a row of ${rows.name}`,
    rule: `must have ${wanted} ${wanted === 1 ? "number" : "numbers"} for the input [${inputShape.join(", ")}] of ${name}`,
    received: rows.columns === undefined ? found : `${found} (${listed(rows.columns)})`,
    remedy:
      rows.columns === undefined
        ? "Resize the data before they are saved, or export the model for rows of this size."
        : found > wanted
          ? "All columns but those of --label are inputs: leave out the others."
          : `All columns but those of --label are inputs: add the missing ${wanted - found}, or take a model for ${found}.`,
  });
}

function targetsOf(rows: ModelRows, model: ModelSide): Tensor<Float32Array | Int32Array> {
  const { loss, outputShape, classes } = model;
  const shape = [rows.rowCount, ...outputShape];
  if (loss === "cross-entropy") {
    return { shape: [rows.rowCount], data: classTargets(rows, outputShape[0]!, classes) };
  }
  if (loss === "bce" && rows.targets.kind === "names" && shapeSize(outputShape) === 1) {
    return { shape, data: Float32Array.from(classTargets(rows, 2, classes)) };
  }
  return { shape, data: valueTargets(rows, outputShape, loss) };
}

function listed(names: readonly string[]): string {
  return names.slice(0, 8).join(", ") + (names.length > 8 ? ", ..." : "");
}
