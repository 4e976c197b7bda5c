import { DataError, readCsv, readCsvValues, type NumberArray } from "@lockstep/core";
import type { ModelRows } from "./model-rows.ts";
import type { RowTargets } from "./row-targets.ts";

/** A table whose target is one column may hold classes or numbers. */
type WantedTargets = "classes" | "values" | "either";

/**
 * Reads the text of a CSV file. With `either`, a column is taken as classes if it has few distinct values, otherwise as numbers.
 *
 * @param name what messages call it.
 * @param options.label names of the target columns. @default the one called label, class, target or species, or the last
 * @throws {InvalidOptionError} if a column is not there.
 * @throws {DataError} as core's readers.
 */
export function readTableRows(
  text: string,
  name: string,
  options: { readonly label: readonly string[] | undefined; readonly wanted: WantedTargets },
): ModelRows {
  const { label, wanted } = options;
  if ((label?.length ?? 0) > 1 || (wanted === "values" && label !== undefined)) return valueRows(text, name, label!);
  if (wanted === "classes") return classRows(text, name, label?.[0]);
  try {
    return classRows(text, name, label?.[0]);
  } catch (error) {
    // The label column is no column of classes: its numbers may still be something to predict.
    if (!(error instanceof DataError) || !error.subject.startsWith(`${name}, column `)) throw error;
    return valuesInstead(text, name, error);
  }
}

/** Numbers to predict of a column that holds no classes; of a column of words, what was wrong with it as classes. */
function valuesInstead(text: string, name: string, noClasses: DataError): ModelRows {
  try {
    return valueRows(text, name, [noClasses.subject.slice(`${name}, column `.length).trim()]);
  } catch (error) {
    // A number that is damaged further down is another fault, and is told as such.
    const words = error instanceof DataError && error.subject.startsWith(`${name}, row 1, `);
    throw words ? noClasses : error;
  }
}

function classRows(text: string, name: string, label: string | undefined): ModelRows {
  const { columns, values, labels, classes } = readCsv(text, name, label === undefined ? {} : { label });
  return tableRows(name, columns, values, classTargets(labels, classes));
}

function valueRows(text: string, name: string, targets: readonly string[]): ModelRows {
  const table = readCsvValues(text, name, { targets });
  const width = table.targetColumns.length;
  const shape = [table.targets.length / width, ...(width === 1 ? [] : [width])];
  return tableRows(name, table.columns, table.values, {
    kind: "numbers",
    values: { type: "f32", shape, data: table.targets },
  });
}

/** Labels that are numbers are meant as these, not as names in their order. */
function classTargets(labels: Int32Array, classes: readonly string[]): RowTargets {
  const numbers = classes.map((label) => (label === "" ? NaN : Number(label)));
  if (!numbers.every((number) => Number.isFinite(number))) return { kind: "names", labels, classes };
  const data = Float64Array.from(labels, (label) => numbers[label]!);
  const values: NumberArray = { type: "f64", shape: [labels.length], data };
  return { kind: "numbers", values };
}

function tableRows(name: string, columns: readonly string[], values: Float32Array, targets: RowTargets): ModelRows {
  const width = columns.length;
  return {
    name,
    rowCount: values.length / width,
    rowShape: [width],
    columns,
    bytes: false,
    targets,
    targetsName: name,
    gather(rows) {
      const copy = new Float32Array(rows.length * width);
      for (const [position, row] of rows.entries()) {
        copy.set(values.subarray(row * width, (row + 1) * width), position * width);
      }
      return copy;
    },
  };
}
