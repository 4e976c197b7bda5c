import { basename } from "node:path";
import { DataError, toFloatTensor, type NumberArray } from "@lockstep/core";
import type { ModelRows } from "./model-rows.ts";

/** An array with the name by which messages call it. */
export interface NamedArray {
  readonly name: string;
  readonly array: NumberArray;
}

/**
 * Rows of two arrays whose first axes are the rows.
 *
 * @throws {DataError} unless both have as many rows, at least one.
 */
export function arrayRows(inputs: NamedArray, targets: NamedArray): ModelRows {
  const { shape, data, type } = inputs.array;
  const rowCount = shape[0] ?? 0;
  if (rowCount === 0 || data.length === 0) {
    throw new DataError({ subject: inputs.name, rule: "must have shape [rows, ...] and hold rows", received: shape });
  }
  if (targets.array.shape[0] !== rowCount) {
    throw new DataError({
      subject: targets.name,
      rule: `must have ${rowCount} rows, as ${basename(inputs.name)} has`,
      received: targets.array.shape,
    });
  }
  const rowShape = shape.slice(1);
  const size = data.length / rowCount;
  return {
    name: inputs.name,
    rowCount,
    rowShape,
    bytes: type === "u8",
    targets: { kind: "numbers", values: targets.array },
    targetsName: targets.name,
    gather: (rows) => gatherFloats(inputs, rows, size),
  };
}

/** The rows' numbers as f32; only these are converted, since all of them may be many. */
function gatherFloats({ name, array }: NamedArray, rows: readonly number[], size: number): Float32Array {
  const values = new Float32Array(rows.length * size);
  for (const [position, row] of rows.entries()) {
    const part = { ...array, shape: [size], data: array.data.subarray(row * size, (row + 1) * size) } as NumberArray;
    values.set(toFloatTensor(part, `${name}, row ${row}`).data, position * size);
  }
  return values;
}
