import { DataError, InvalidOptionError } from "../errors/lockstep-error.ts";

/** A table whose columns are named and whose rows all have as many fields. */
export interface CsvText {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What `Number` takes beyond this (hexadecimal, "Infinity", nothing at all) is a mistake in a table. */
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Splits a table into fields: RFC 4180, the first line naming the columns; blank lines are left out.
 *
 * @throws {InvalidOptionError} if it is not text.
 * @throws {DataError} naming the row: no rows, fewer than two columns, a missing field, a broken quote, or a carriage
 * return without a line feed, which dropped would join two numbers into one.
 */
export function parseCsv(text: string, name: string): CsvText {
  if (typeof text !== "string") {
    throw new InvalidOptionError({
      subject: name,
      rule: "must be text",
      received: text,
      remedy: "Decode bytes first: new TextDecoder().decode(bytes).",
    });
  }
  const [header, ...rows] = parseRecords(text, name);
  if (header === undefined || header.length < 2 || rows.length === 0) {
    const separator = [";", "\t"].find((character) => header?.length === 1 && header[0]!.includes(character));
    throw new DataError({
      subject: name,
      rule: "must have a header line with at least two columns, and rows",
      received: `${counted(header?.length ?? 0, "column")} and ${counted(rows.length, "row")}`,
      ...(separator === undefined
        ? {}
        : { remedy: `Separate its fields by commas instead of ${JSON.stringify(separator)}.` }),
    });
  }
  if (header.every((column) => DECIMAL.test(column.trim()))) {
    throw new DataError({ subject: name, rule: "must begin with a line that names the columns", received: header });
  }
  for (const [row, record] of rows.entries()) {
    if (record.length === header.length) continue;
    throw new DataError({
      subject: `${name}, row ${row + 1}`,
      rule: `must have ${header.length} fields, as the header has`,
      received: record.length,
    });
  }
  return { header, rows };
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

/**
 * The positions of columns, by their names without the space around them.
 *
 * @throws {InvalidOptionError} if one is not a column, or more than one.
 */
export function findColumns(option: string, wanted: readonly string[], { header }: CsvText): readonly number[] {
  if (!Array.isArray(wanted)) {
    throw new InvalidOptionError({ subject: option, rule: "must be a list of columns", received: wanted });
  }
  const names = header.map((column) => column.trim());
  return wanted.map((column) => {
    const found = names.indexOf(column);
    if (found >= 0 && found === names.lastIndexOf(column)) return found;
    throw new InvalidOptionError({
      subject: option,
      rule: found < 0 ? "must be a column of the table" : "must be the name of one column only",
      received: column,
      remedy: `The columns are ${names.join(", ")}.`,
    });
  });
}

/**
 * The columns to predict from: those that are named, or all that are not to be predicted.
 *
 * @throws {InvalidOptionError} as {@link findColumns}, if there are none, or if one of them is to be predicted.
 */
export function inputColumns(
  option: string,
  wanted: readonly string[] | undefined,
  predicted: readonly number[],
  table: CsvText,
): readonly number[] {
  const columns =
    wanted === undefined
      ? [...table.header.keys()].filter((column) => !predicted.includes(column))
      : findColumns(option, wanted, table);
  if (columns.length > 0 && !columns.some((column) => predicted.includes(column))) return columns;
  throw new InvalidOptionError({
    subject: option,
    rule: "must leave at least one column to predict from, and none that is to be predicted",
    received: columns.map((column) => table.header[column]),
  });
}

/**
 * Numbers of some columns as f32, row by row.
 *
 * @throws {DataError} naming row and column of a field that is not a decimal number that f32 can hold.
 */
export function numbersOf({ header, rows }: CsvText, columns: readonly number[], name: string): Float32Array {
  const values = new Float32Array(rows.length * columns.length);
  let position = 0;
  for (const [row, record] of rows.entries()) {
    for (const column of columns) {
      values[position++] = toNumber(record[column]!, `${name}, row ${row + 1}, ${header[column]}`);
    }
  }
  return values;
}

function toNumber(field: string, subject: string): number {
  const value = DECIMAL.test(field.trim()) ? Math.fround(Number(field)) : NaN;
  if (Number.isFinite(value)) return value;
  throw new DataError({
    subject,
    rule: "must be a decimal number that f32 can hold",
    received: field,
    remedy: "Encode categories as numbers and fill in missing values first.",
  });
}

function loneReturn(record: number, name: string): DataError {
  return new DataError({
    subject: `${name}, ${record === 0 ? "header" : `row ${record}`}`,
    rule: "has a carriage return without a line feed",
    remedy: "End lines in a line feed: replace every carriage return by one.",
  });
}

/** Splits RFC 4180 text into records of fields; blank lines are left out. */
function parseRecords(text: string, name: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = "";
  let quoted = false;
  let closed = false;
  const source = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const endField = (): void => {
    record.push(field);
    field = "";
    closed = false;
  };
  const endRecord = (): void => {
    endField();
    if (record.length > 1 || record[0]!.trim() !== "") records.push(record);
    record = [];
  };
  for (let index = 0; index < source.length; index++) {
    const character = source[index]!;
    if (quoted) {
      if (character !== '"') field += character;
      else if (source[index + 1] === '"') field += source[++index]!;
      else [quoted, closed] = [false, true];
    } else if (character === '"' && field === "") quoted = true;
    else if (character === ",") endField();
    else if (character === "\n") endRecord();
    else if (character === "\r" && (source[index + 1] ?? "\n") === "\n") continue;
    else if (character === "\r") throw loneReturn(records.length, name);
    else {
      if (closed) throw new DataError({ subject: name, rule: "has text after a closing quote", received: character });
      field += character;
    }
  }
  if (quoted) throw new DataError({ subject: name, rule: "has a quoted field without its closing quote" });
  endRecord();
  return records;
}
