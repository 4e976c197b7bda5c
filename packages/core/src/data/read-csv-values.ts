import { rejectUnknownOptions } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";
import { findColumns, inputColumns, numbersOf, parseCsv } from "./csv-table.ts";

/** A table of numbers, some of which are to be predicted from the others. */
export interface CsvValues {
  /** Names of the columns to predict from. */
  readonly columns: readonly string[];
  /** Their values row by row, `columns.length` each. */
  readonly values: Float32Array;
  /** Names of the columns to predict. */
  readonly targetColumns: readonly string[];
  /** Their values row by row, `targetColumns.length` each. */
  readonly targets: Float32Array;
}

/**
 * Reads a CSV table for regression: numbers in every column that is used, as {@link readCsv} reads them.
 *
 * @param name how messages call the file.
 * @param options.targets names of the columns to predict, at least one.
 * @param options.columns names of the columns to predict from. @default all others
 * @throws {InvalidOptionError} if a column is not there, or not just once, or none is left to predict from.
 * @throws {DataError} as `readCsv`.
 * @example
 * const table = readCsvValues("size,rooms,price\n50,2,100\n80,3,150\n", "flats.csv", { targets: ["price"] });
 * table.targets; // Float32Array [100, 150]
 */
export function readCsvValues(
  text: string,
  name: string,
  options: { readonly targets: readonly string[]; readonly columns?: readonly string[] },
): CsvValues {
  rejectUnknownOptions("readCsvValues", options, ["targets", "columns"], { target: 'Name it targets: ["price"].' });
  const table = parseCsv(text, name);
  if (!Array.isArray(options.targets) || options.targets.length === 0) {
    throw new InvalidOptionError({
      subject: "readCsvValues: targets",
      rule: "must be a list with at least one column",
      received: options.targets,
    });
  }
  const targetColumns = findColumns("readCsvValues: targets", options.targets, table);
  const columns = inputColumns("readCsvValues: columns", options.columns, targetColumns, table);
  return {
    columns: columns.map((column) => table.header[column]!),
    values: numbersOf(table, columns, name),
    targetColumns: targetColumns.map((column) => table.header[column]!),
    targets: numbersOf(table, targetColumns, name),
  };
}
