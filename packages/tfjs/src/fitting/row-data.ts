import { DataError, InvalidOptionError, ShapeMismatchError } from "@lockstep/core";

import type { DeviceTensor } from "../namespace/tfjs-namespace.ts";
import { column, isDeviceTensor, type Column, type ColumnData, type GatheringNamespace } from "./column.ts";
import { isHostNumbers, isTypedNumbers, type HostNumbers } from "./host-numbers.ts";

/** Inputs or targets: one column, a list of tensors, or columns by the names of the model's inputs or outputs. */
export type RowData = ColumnData | readonly (DeviceTensor | HostNumbers)[] | Readonly<Record<string, ColumnData>>;

/** Columns in the form that they came in. */
export interface NamedColumns {
  readonly form: "single" | "list" | "record";
  readonly names: readonly string[];
  readonly columns: readonly Column[];
}

/**
 * Reads rows in any form.
 *
 * @throws {InvalidOptionError} if it is none of the forms.
 * @throws {ShapeMismatchError} if a column's numbers do not fill a shape.
 */
export function readColumns(tf: GatheringNamespace, subject: string, data: RowData): NamedColumns {
  if (Array.isArray(data) && (isDeviceTensor(data[0]) || isHostNumbers(data[0]))) {
    const columns = data.map((part, index) => column(tf, `${subject}[${index}]`, part as ColumnData));
    return { form: "list", names: columns.map((_, index) => `${subject}[${index}]`), columns };
  }
  if (isRecord(data)) {
    const entries = Object.entries(data);
    if (entries.length === 0) throw new InvalidOptionError({ subject, rule: "must name a column", received: data });
    const columns = entries.map(([name, part]) => column(tf, `${subject}.${name}`, part));
    return { form: "record", names: entries.map(([name]) => name), columns };
  }
  return { form: "single", names: [subject], columns: [column(tf, subject, data as ColumnData)] };
}

/** Tensors, one a column, in the form that the columns came in. */
export function inForm(
  { form, names }: NamedColumns,
  tensors: readonly DeviceTensor[],
): DeviceTensor | DeviceTensor[] | Record<string, DeviceTensor> {
  if (form === "single") return tensors[0]!;
  if (form === "list") return [...tensors];
  return Object.fromEntries(names.map((name, index) => [name, tensors[index]!]));
}

/** The same rows of each column, as fresh tensors. */
export function gatherColumns(
  tf: GatheringNamespace,
  columns: readonly Column[],
  rows: readonly number[],
): DeviceTensor[] {
  return tf.tidy(() => {
    let made: DeviceTensor | undefined;
    const indices = () => (made ??= tf.tensor(Int32Array.from(rows), [rows.length], "int32"));
    return columns.map((each) => each.gather(rows, indices));
  });
}

/**
 * The number of rows that all columns have.
 *
 * @throws {ShapeMismatchError} if they have different numbers of rows.
 * @throws {DataError} if there is none.
 */
export function requireSameRows(subject: string, all: readonly NamedColumns[]): number {
  const columns = all.flatMap((group) => group.columns.map((each, index) => ({ each, name: group.names[index]! })));
  const rowCount = columns[0]!.each.rowCount;
  for (const { each, name } of columns) {
    if (each.rowCount === rowCount) continue;
    throw new ShapeMismatchError({
      subject: `${subject}: ${name}`,
      rule: `must have ${rowCount} rows, as ${columns[0]!.name} has`,
      received: each.rowCount,
    });
  }
  if (rowCount > 0) return rowCount;
  throw new DataError({ subject: `${subject}: the data`, rule: "must have at least one row", received: 0 });
}

function isRecord(data: RowData): data is Readonly<Record<string, ColumnData>> {
  return (
    typeof data === "object" &&
    data !== null &&
    !Array.isArray(data) &&
    !isTypedNumbers(data) &&
    !ArrayBuffer.isView(data) &&
    !isDeviceTensor(data) &&
    !isHostNumbers(data)
  );
}
