import { DataError } from "../errors/lockstep-error.ts";

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

/** What `Number` takes beyond this (hexadecimal, "Infinity", nothing at all) is a mistake in a table. */
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const LABEL_NAMES = ["label", "class", "target", "species"];

/**
 * Reads a CSV table whose first line names the columns. The label is the column called `label`, `class`, `target` or
 * `species` (in any case), otherwise the last one; its distinct values, sorted (as numbers if all are), are the classes.
 * Every other column must be numeric. Fields may be quoted; a quote inside quotes is doubled (RFC 4180).
 *
 * @param name how messages call the file.
 * @throws {DataError} naming the row (blank lines do not count): no rows, a missing field or label, a field that is not a
 * number, a broken quote, or a single class.
 * @example
 * const table = readCsv("length,width,species\n5.1,3.5,setosa\n6.2,2.9,virginica\n", "iris.csv");
 */
export function readCsv(text: string, name: string): CsvTable {
  const [header, ...records] = parseRecords(text, name);
  if (header === undefined || header.length < 2 || records.length === 0) {
    const separator = [";", "\t"].find((character) => header?.length === 1 && header[0]!.includes(character));
    throw new DataError({
      subject: name,
      rule: "must have a header line with at least two columns, and rows",
      received: `${header?.length ?? 0} columns and ${records.length} rows`,
      ...(separator === undefined
        ? {}
        : { remedy: `Separate its fields by commas instead of ${JSON.stringify(separator)}.` }),
    });
  }
  if (header.every((column) => DECIMAL.test(column.trim()))) {
    throw new DataError({ subject: name, rule: "must begin with a line that names the columns", received: header });
  }
  const named = header.findIndex((column) => LABEL_NAMES.includes(column.trim().toLowerCase()));
  const labelColumn = named < 0 ? header.length - 1 : named;
  const values = new Float32Array(records.length * (header.length - 1));
  let position = 0;
  for (const [row, record] of records.entries()) {
    if (record.length !== header.length) {
      throw new DataError({
        subject: `${name}, row ${row + 1}`,
        rule: `must have ${header.length} fields, as the header has`,
        received: record.length,
      });
    }
    for (const [column, field] of record.entries()) {
      if (column !== labelColumn) values[position++] = toNumber(field, `${name}, row ${row + 1}, ${header[column]}`);
    }
  }
  const labelTexts = records.map((record) => record[labelColumn]!.trim());
  const unlabelled = labelTexts.indexOf("");
  if (unlabelled >= 0) {
    throw new DataError({ subject: `${name}, row ${unlabelled + 1}`, rule: "must have a label", received: "" });
  }
  const classes = sortLabels([...new Set(labelTexts)]);
  if (classes.length < 2) {
    throw new DataError({
      subject: `${name}, column ${header[labelColumn]}`,
      rule: "must have at least two classes",
      received: classes,
      remedy: 'If another column is the label, call it "label".',
    });
  }
  if (records.length >= 20 && classes.length > records.length / 2) {
    throw new DataError({
      subject: `${name}, column ${header[labelColumn]}`,
      rule: "must hold classes, fewer than half as many as there are rows",
      received: `${classes.length} classes in ${records.length} rows`,
      remedy: 'If another column is the label, call it "label".',
    });
  }
  const classIndex = new Map(classes.map((label, index) => [label, index]));
  return {
    columns: header.filter((_, column) => column !== labelColumn),
    values,
    labels: Int32Array.from(labelTexts, (label) => classIndex.get(label)!),
    classes,
  };
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

function sortLabels(labels: string[]): string[] {
  const numeric = labels.every((label) => label !== "" && Number.isFinite(Number(label)));
  return labels.sort((a, b) => (numeric ? Number(a) - Number(b) : a < b ? -1 : 1));
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
    else if (character !== "\r") {
      if (closed) throw new DataError({ subject: name, rule: "has text after a closing quote", received: character });
      field += character;
    }
  }
  if (quoted) throw new DataError({ subject: name, rule: "has a quoted field without its closing quote" });
  endRecord();
  return records;
}
