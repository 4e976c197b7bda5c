import { InvalidOptionError } from "../errors/lockstep-error.ts";

/**
 * Checks that every label is a class.
 *
 * @param ignored a label that is none and may be there all the same. @default none
 * @throws {InvalidOptionError} if they are no Int32Array, or naming the first row whose label is outside [0, classes - 1].
 */
export function requireLabels(
  labels: Int32Array,
  classes: number,
  remedy = "Check the labels, or give the last dense layer as many units as there are classes.",
  ignored?: number,
): void {
  if (!(labels instanceof Int32Array)) {
    throw new InvalidOptionError({
      subject: "labels",
      rule: "must be an Int32Array",
      received: labels,
      remedy: "Pass Int32Array.from(labels).",
    });
  }
  const row = labels.findIndex((label) => (label < 0 || label >= classes) && label !== ignored);
  if (row < 0) return;
  throw new InvalidOptionError({
    subject: `the label of row ${row}`,
    rule: `must be a class in [0, ${classes - 1}]`,
    received: labels[row],
    remedy,
  });
}
