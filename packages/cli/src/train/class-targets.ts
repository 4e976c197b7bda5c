import { DataError, toIntegerTensor, type NumberArray } from "@lockstep/core";
import type { ModelRows } from "../data/model-rows.ts";

/**
 * Class indices of all rows. Named classes are numbered in their order, which the rows that are trained on set for all
 * others; numbers are indices themselves, or rows of zeros with a single one (one-hot).
 *
 * @param classCount how many the model tells apart: its outputs, or 2 for a single one.
 * @param names of the classes in the rows that are trained on. @default those of these rows
 * @throws {DataError} naming the row of a label that the model has no output for.
 */
export function classTargets(rows: ModelRows, classCount: number, names?: readonly string[]): Int32Array {
  const { targets, targetsName: name } = rows;
  if (targets.kind === "names") return namedClasses(targets.labels, targets.classes, classCount, name, names);
  if (names !== undefined) {
    throw new DataError({
      subject: name,
      rule: `must name its classes (${names.slice(0, 5).join(", ")}), as the rows to train on do`,
      received: "numbers",
      remedy: "Write names in both, or class indices in both.",
    });
  }
  const indices = isOneHot(targets.values, classCount)
    ? hotIndices(targets.values, classCount)
    : toIntegerTensor(requireOneNumber(targets.values, classCount, name), `labels of ${name}`).data;
  const wrong = indices.findIndex((label) => label < 0 || label >= classCount);
  if (wrong < 0) return indices;
  throw new DataError({
    subject: `${name}, row ${wrong + 1}`,
    rule: `must have a class in [0, ${classCount - 1}], for the model has ${classCount} outputs`,
    received: indices[wrong],
    remedy: "Number the classes from 0, in the order of the model's outputs; for values to predict choose --loss mse.",
  });
}

/** Whether each row has a 1 among as many zeros as there are other classes. */
export function isOneHot({ shape, data }: NumberArray, classCount: number): boolean {
  const [rows, width, ...rest] = shape;
  if (rows === undefined || width !== classCount || classCount < 2 || rest.some((length) => length !== 1)) return false;
  for (let row = 0; row < rows; row++) {
    let ones = 0;
    for (let column = 0; column < classCount; column++) {
      const value = Number(data[row * classCount + column]);
      if (value === 1) ones += 1;
      else if (value !== 0) return false;
    }
    if (ones !== 1) return false;
  }
  return true;
}

function hotIndices({ data }: NumberArray, classCount: number): Int32Array {
  return Int32Array.from({ length: data.length / classCount }, (_, row) => {
    let column = 0;
    while (Number(data[row * classCount + column]) !== 1) column += 1;
    return column;
  });
}

function requireOneNumber(values: NumberArray, classCount: number, name: string): NumberArray {
  if (values.data.length === values.shape[0]) return values;
  throw new DataError({
    subject: `targets of ${name}`,
    rule: `must be one class a row, or ${classCount} numbers a row of which one is 1, for cross-entropy`,
    received: values.shape,
    remedy: "For values to predict choose --loss mse or l1, for several yes or no choose --loss bce.",
  });
}

function namedClasses(
  labels: Int32Array,
  own: readonly string[],
  classCount: number,
  name: string,
  names: readonly string[] = own,
): Int32Array {
  if (names.length !== classCount) {
    throw new DataError({
      subject: name,
      rule: `must have ${classCount} classes, which the model tells apart`,
      received: names,
      remedy: "Write class indices instead of names, from 0 in the order of the model's outputs.",
    });
  }
  const indexOf = own.map((label) => names.indexOf(label));
  const unknown = indexOf.indexOf(-1);
  if (unknown < 0) return labels.map((label) => indexOf[label]!);
  throw new DataError({
    subject: `${name}, row ${labels.indexOf(unknown) + 1}`,
    rule: "must have one of the classes that are trained on",
    received: own[unknown],
    remedy: `They are ${names.join(", ")}.`,
  });
}
