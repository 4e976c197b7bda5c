import { InvalidOptionError, ShapeMismatchError, shapeSize } from "@lockstep/core";

import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";
import { isHostNumbers, isTypedNumbers, layOutNumbers, type HostNumbers, type NumberList } from "./host-numbers.ts";
import type * as tfjsCore from "@tensorflow/tfjs-core";

/** What is called on the namespace to cut rows out of columns. */
export type GatheringNamespace = TfjsNamespace & Pick<typeof tfjsCore, "gather">;

/** One value a row: a tensor of TensorFlow.js, one of core, or numbers in JavaScript. The first axis is the row. */
export type ColumnData = DeviceTensor | HostNumbers | NumberList;

/** A column whose rows can be had by their indices. Numbers in JavaScript stay there and are uploaded batch by batch. */
export interface Column {
  readonly rowCount: number;
  /** Shape of one row: [1] for a number a row, since a batch of a layers model has at least two axes. */
  readonly rowShape: readonly number[];
  /** The rows as a fresh tensor; `indices` tells them again as int32 on the device, made when first asked for. */
  gather(rows: readonly number[], indices: () => DeviceTensor): DeviceTensor;
  /** All rows as a fresh handle; the numbers of a tensor are not copied. */
  all(): DeviceTensor;
}

/** Whether this is a tensor of TensorFlow.js, of whichever copy of the package. */
export function isDeviceTensor(value: unknown): value is DeviceTensor {
  return typeof value === "object" && value !== null && "dataId" in value && "shape" in value && "dtype" in value;
}

/**
 * Makes a column.
 *
 * @throws {InvalidOptionError} if the tensor is disposed, or there is no number.
 * @throws {ShapeMismatchError} if there is no axis of rows, or the numbers do not fill a shape.
 */
export function column(tf: GatheringNamespace, subject: string, data: ColumnData): Column {
  if (isDeviceTensor(data)) return deviceColumn(tf, subject, data);
  if (isHostNumbers(data)) return hostColumn(tf, subject, data);
  if (Array.isArray(data) || isTypedNumbers(data)) return hostColumn(tf, subject, layOutNumbers(subject, data));
  throw new InvalidOptionError({
    subject,
    rule: "must be a tensor or numbers, a row along the first axis",
    received: data,
    remedy: "Pass a tensor, a Float32Array or Int32Array, or nested lists of numbers.",
  });
}

function deviceColumn(tf: GatheringNamespace, subject: string, data: DeviceTensor): Column {
  if (data.isDisposed) {
    throw new InvalidOptionError({ subject, rule: "must not be disposed", remedy: "Dispose it after the training." });
  }
  const { rowCount, rowShape } = splitShape(subject, data.shape);
  return {
    rowCount,
    rowShape,
    gather: (rows, indices) => tf.reshape(tf.gather(data, indices()), [rows.length, ...rowShape]),
    all: () => tf.reshape(data, [rowCount, ...rowShape]),
  };
}

function hostColumn(tf: GatheringNamespace, subject: string, { shape, data }: HostNumbers): Column {
  const { rowCount, rowShape } = splitShape(subject, shape);
  const size = shapeSize(rowShape);
  if (rowCount * size !== data.length) {
    throw new ShapeMismatchError({ subject, rule: `needs ${rowCount * size} numbers`, received: data.length });
  }
  const dtype = data instanceof Float32Array ? "float32" : "int32";
  const numbers = (length: number) => (dtype === "float32" ? new Float32Array(length) : new Int32Array(length));
  return {
    rowCount,
    rowShape,
    gather(rows) {
      const gathered = numbers(rows.length * size);
      for (const [position, row] of rows.entries()) {
        gathered.set(data.subarray(row * size, (row + 1) * size), position * size);
      }
      return tf.tensor(gathered, [rows.length, ...rowShape], dtype);
    },
    all() {
      const copy = numbers(data.length);
      copy.set(data);
      return tf.tensor(copy, [rowCount, ...rowShape], dtype);
    },
  };
}

function splitShape(subject: string, shape: readonly number[]): Pick<Column, "rowCount" | "rowShape"> {
  const [rowCount, ...rowShape] = shape;
  if (rowCount === undefined) {
    throw new ShapeMismatchError({ subject, rule: "must have shape [rows, ...]", received: shape });
  }
  return { rowCount, rowShape: rowShape.length === 0 ? [1] : rowShape };
}
