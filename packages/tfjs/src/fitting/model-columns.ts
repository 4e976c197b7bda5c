import { formatShape, InvalidOptionError, ShapeMismatchError } from "@lockstep/core";

import type { LayersModel, LayersNamespace } from "../namespace/layers-namespace.ts";
import type { Column } from "./column.ts";
import type { NamedColumns } from "./row-data.ts";

/** A model's columns, in the order of its inputs and outputs. */
export interface ModelColumns {
  readonly inputs: readonly Column[];
  readonly targets: readonly Column[];
}

/**
 * Assigns columns to the model's inputs and outputs. `fitDataset` does not look at shapes, and a target of the wrong one
 * broadcasts against the prediction without a word.
 *
 * @throws {InvalidOptionError} if a column is missing or one too many.
 * @throws {ShapeMismatchError} if the shape of a row does not fit.
 */
export function modelColumns(
  tf: LayersNamespace,
  model: LayersModel,
  xs: NamedColumns,
  ys: NamedColumns,
): ModelColumns {
  const { outputs } = model;
  const inputs = assign("xs", "input", xs, model.inputNames);
  const targets = assign("ys", "output", ys, model.outputNames);
  for (const [index, { shape }] of model.inputs.entries()) {
    requireRowShape(`xs for the input ${model.inputNames[index]}`, inputs[index]!, shape.slice(1));
  }
  for (const [index, { shape }] of outputs.entries()) {
    const rowShape = isSparse(model, index) ? [...shape.slice(1, -1), 1] : shape.slice(1);
    requireRowShape(`ys for the output ${model.outputNames[index]}`, targets[index]!, rowShape);
  }
  return { inputs, targets: targets.map((target, index) => (isSparse(model, index) ? asFloats(tf, target) : target)) };
}

function assign(subject: string, kind: string, given: NamedColumns, names: readonly string[]): readonly Column[] {
  if (given.form === "record") {
    const columns = names.map((name) => {
      const index = given.names.indexOf(name);
      if (index >= 0) return given.columns[index]!;
      throw new InvalidOptionError({
        subject,
        rule: `must have the ${kind} ${JSON.stringify(name)}`,
        received: given.names,
        remedy: `The model's ${kind}s are ${names.join(", ")}.`,
      });
    });
    const extra = given.names.find((name) => !names.includes(name));
    if (extra === undefined) return columns;
    throw new InvalidOptionError({
      subject: `${subject}: ${extra}`,
      rule: `must be an ${kind} of the model`,
      received: given.names,
      remedy: `The model's ${kind}s are ${names.join(", ")}.`,
    });
  }
  if (given.columns.length === names.length) return given.columns;
  throw new InvalidOptionError({
    subject,
    rule: `must have ${names.length} ${names.length === 1 ? "column" : "columns"}, one for each ${kind} of the model`,
    received: given.columns.length,
    remedy: `The model's ${kind}s are ${names.join(", ")}.`,
  });
}

/** The loss of class indices takes them as floats only, and throws for int32 within the first step. */
function asFloats(tf: LayersNamespace, column: Column): Column {
  return {
    rowCount: column.rowCount,
    rowShape: column.rowShape,
    gather: (rows, indices) => tf.tidy(() => tf.cast(column.gather(rows, indices), "float32")),
    all: () => tf.tidy(() => tf.cast(column.all(), "float32")),
  };
}

/** Whether an output's targets are class indices. tfjs knows this loss by its name or by the function behind it. */
function isSparse(model: LayersModel, output: number): boolean {
  const { loss } = model as { readonly loss: unknown };
  const own: unknown = Array.isArray(loss)
    ? loss[output]
    : typeof loss === "object" && loss !== null
      ? (loss as Readonly<Record<string, unknown>>)[model.outputNames[output]!]
      : loss;
  return own === SPARSE || (typeof own === "function" && own.name === SPARSE);
}

const SPARSE = "sparseCategoricalCrossentropy";

function requireRowShape(subject: string, { rowShape }: Column, expected: readonly (number | null)[]): void {
  const fits =
    rowShape.length === expected.length &&
    expected.every((length, axis) => length === null || length === undefined || length === rowShape[axis]);
  if (fits) return;
  throw new ShapeMismatchError({
    subject,
    rule: `must have rows of shape ${formatShape(expected.map((length) => length ?? -1))}`,
    received: rowShape,
    remedy: "The first axis is the row; -1 stands for any length.",
  });
}
