import { DataError } from "../errors/lockstep-error.ts";
import { shapeSize, type Shape } from "../tensor/shape.ts";
import type { GatheredRows } from "./dataset.ts";

/** A row as a stream gives it. It is copied before the next one is asked for. */
export interface StreamRow {
  /** As many numbers as the stream's `inputShape` has, row-major. */
  readonly input: ArrayLike<number>;
  /** The index of its class, or as many numbers as `targetShape` has. */
  readonly target: number | ArrayLike<number>;
  /** @default 1 */
  readonly weight?: number;
}

/** What the rows of a stream look like. */
export interface RowFormat {
  readonly inputShape: Shape;
  /** Shape of a target's values; undefined where targets are classes. */
  readonly targetShape: Shape | undefined;
}

/** A checked copy of a row. */
export interface HeldRow {
  readonly input: Float32Array;
  readonly target: Float32Array | Int32Array;
  readonly weight: number | undefined;
}

/** Checks a row and copies it. @throws {DataError} naming its ordinal and what does not fit */
export function holdRow(row: StreamRow, ordinal: number, { inputShape, targetShape }: RowFormat): HeldRow {
  const subject = `row ${ordinal} of the stream`;
  if (typeof row !== "object" || row === null || !("input" in row) || !("target" in row)) {
    throw new DataError({ subject, rule: "must have input and target", received: row });
  }
  const { weight } = row;
  if (weight !== undefined && !(typeof weight === "number" && weight >= 0 && Math.fround(weight) < Infinity)) {
    throw new DataError({
      subject: `${subject}: weight`,
      rule: "must be a number of at least 0 that f32 can hold",
      received: weight,
    });
  }
  const target =
    targetShape === undefined ? classOf(row.target, subject) : valuesOf(row.target, targetShape, subject, "target");
  return { input: valuesOf(row.input, inputShape, subject, "input"), target, weight };
}

/** Rows one under the other. Weights are there if any row has one. */
export function stackRows(rows: readonly HeldRow[], { inputShape, targetShape }: RowFormat): GatheredRows {
  const inputSize = shapeSize(inputShape);
  const targetSize = shapeSize(targetShape ?? []);
  const inputs = new Float32Array(rows.length * inputSize);
  const targets = targetShape === undefined ? new Int32Array(rows.length) : new Float32Array(rows.length * targetSize);
  for (const [index, { input, target }] of rows.entries()) {
    inputs.set(input, index * inputSize);
    targets.set(target, index * targetSize);
  }
  return {
    inputs: { shape: [rows.length, ...inputShape], data: inputs },
    targets: { shape: [rows.length, ...(targetShape ?? [])], data: targets },
    ...(rows.some(({ weight }) => weight !== undefined)
      ? { weights: Float32Array.from(rows, ({ weight }) => weight ?? 1) }
      : {}),
  };
}

function classOf(target: StreamRow["target"], subject: string): Int32Array {
  const label = typeof target === "number" || target?.length !== 1 ? target : target[0];
  if (typeof label === "number" && Number.isInteger(label) && label >= 0 && label < 2 ** 31)
    return Int32Array.of(label);
  throw new DataError({
    subject: `${subject}: target`,
    rule: "must be the index of a class, an integer of at least 0",
    received: target,
    remedy: "For values instead of classes, give the stream a targetShape.",
  });
}

function valuesOf(values: number | ArrayLike<number>, shape: Shape, subject: string, part: string): Float32Array {
  const list = typeof values === "number" ? [values] : values;
  const size = shapeSize(shape);
  if (typeof list !== "object" || list === null || list.length !== size) {
    throw new DataError({
      subject: `${subject}: ${part}`,
      rule: `must have ${size} numbers, as shape [${shape.join(", ")}] has`,
      received: list?.length,
    });
  }
  return Float32Array.from(list, (value: unknown, index) => {
    // As in files: infinities are passed on, but no finite number becomes one.
    if (typeof value === "number" && (Number.isFinite(Math.fround(value)) || !Number.isFinite(value))) return value;
    throw new DataError({
      subject: `${subject}: ${part}[${index}]`,
      rule: "must be a number that f32 can hold",
      received: value,
    });
  });
}
