import { rejectUnknownOptions } from "../errors/check-option.ts";
import { DataError } from "../errors/lockstep-error.ts";
import { findColumns, inputColumns, numbersOf, parseCsv } from "./csv-table.ts";

/** A table of numbers with one column of classes. */
export interface CsvTable {
  /** Names of the numeric columns. */
  readonly columns: readonly string[];
  /** Values row by row, `columns.length` each. */
  readonly values: Float32Array;
  /** Class index of each row. */
  readonly labels: Int32Array;
  /** The label that each class index stands for: sorted, as numbers if all of them are. */
  readonly classes: readonly string[];
}

/** Options of {@link readCsv}. */
export interface CsvOptions {
  /** Name of the column of classes. @default the one called label, class, target or species, or else the last */
  readonly label?: string;
  /** Names of the numeric columns, in the order wanted. @default all but the label */
  readonly columns?: readonly string[];
}

const LABEL_NAMES = ["label", "class", "target", "species"];

/**
 * Reads a CSV table whose first line names the columns. The label is the column that is named, otherwise the one called
 * `label`, `class`, `target` or `species` (in any case), otherwise the last one; its distinct values, sorted (as numbers
 * if all are), are the classes. Every other column must be numeric. Fields may be quoted; a quote inside quotes is doubled
 * (RFC 4180). For numbers to predict instead of classes, see {@link readCsvValues}.
 *
 * @param name how messages call the file.
 * @throws {InvalidOptionError} if a named column is not there, or not just once, or none is left besides the label.
 * @throws {DataError} naming the row (blank lines do not count): no rows, a missing field or label, a field that is not a
 * number, a broken quote, or a single class.
 * @example
 * const table = readCsv("length,width,species\n5.1,3.5,setosa\n6.2,2.9,virginica\n", "iris.csv");
 */
export function readCsv(text: string, name: string, options: CsvOptions = {}): CsvTable {
  rejectUnknownOptions("readCsv", options, ["label", "columns"], {
    targets: "For numbers to predict, use readCsvValues.",
  });
  const table = parseCsv(text, name);
  const { header, rows } = table;
  const named = header.findIndex((column) => LABEL_NAMES.includes(column.trim().toLowerCase()));
  const [labelColumn] =
    options.label === undefined
      ? [named < 0 ? header.length - 1 : named]
      : findColumns("readCsv: label", [options.label], table);
  const columns = inputColumns("readCsv: columns", options.columns, [labelColumn!], table);
  const labelTexts = rows.map((record) => record[labelColumn!]!.trim());
  const subject = `${name}, column ${header[labelColumn!]}`;
  const values = numbersOf(table, columns, name);
  const classes = requireClasses(labelTexts, name, subject);
  const classIndex = new Map(classes.map((label, index) => [label, index]));
  return {
    columns: columns.map((column) => header[column]!),
    values,
    labels: Int32Array.from(labelTexts, (label) => classIndex.get(label)!),
    classes,
  };
}

/** The distinct labels, sorted, after checking that they are classes. */
function requireClasses(labels: readonly string[], name: string, subject: string): string[] {
  const unlabelled = labels.indexOf("");
  if (unlabelled >= 0) {
    throw new DataError({ subject: `${name}, row ${unlabelled + 1}`, rule: "must have a label", received: "" });
  }
  const classes = sortLabels([...new Set(labels)]);
  if (classes.length < 2) {
    throw new DataError({
      subject,
      rule: "must have at least two classes",
      received: classes,
      remedy: 'If another column is the label, call it "label".',
    });
  }
  if (labels.length >= 20 && classes.length > labels.length / 2) {
    throw new DataError({
      subject,
      rule: "must hold classes, fewer than half as many as there are rows",
      received: `${classes.length} classes in ${labels.length} rows`,
      remedy: 'If another column is the label, call it "label".',
    });
  }
  return classes;
}

function sortLabels(labels: string[]): string[] {
  const numeric = labels.every((label) => Number.isFinite(Number(label)));
  return labels.sort((a, b) => (numeric ? Number(a) - Number(b) : a < b ? -1 : 1));
}
