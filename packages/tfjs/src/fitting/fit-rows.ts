import { InvalidOptionError } from "@lockstep/core";
import { requireNumber } from "@lockstep/core/engine";

import type { LayersModel, LayersNamespace } from "../namespace/layers-namespace.ts";
import type { DeviceTensor } from "../namespace/tfjs-namespace.ts";
import type { ColumnData } from "./column.ts";
import type { FitModelOptions, ForOutputs } from "./fit-model-options.ts";
import { modelColumns, type ModelColumns } from "./model-columns.ts";
import { gatherColumns, readColumns, requireSameRows, type RowData } from "./row-data.ts";

/** Which rows train and which validate. */
export interface FitRows extends ModelColumns {
  /** All rows of inputs and targets. */
  readonly rowCount: number;
  /** The first rows, which train. */
  readonly trainingRows: number;
  readonly validation: ValidationRows | undefined;
}

/** Rows to validate on: the last of the training data, or others. */
export interface ValidationRows extends ModelColumns {
  /** The first of them in their columns. */
  readonly firstRow: number;
  readonly rowCount: number;
  readonly sampleWeight: ForOutputs<ColumnData> | undefined;
}

/**
 * Checks the rows and splits the last off where `validationSplit` says so: as `model.fit` does, before any shuffling.
 *
 * @throws {InvalidOptionError} if the split leaves either part without a row, or the validation data is no pair or triple.
 * @throws {ShapeMismatchError} if rows do not fit each other or the model.
 * @throws {DataError} if there are no rows.
 */
export function readFitRows(
  tf: LayersNamespace,
  model: LayersModel,
  xs: RowData,
  ys: RowData,
  options: Pick<FitModelOptions, "validationData" | "validationSplit">,
): FitRows {
  const { columns, rowCount } = readRows(tf, model, "fitModel", xs, ys);
  const split = requireSplit(options.validationSplit ?? 0);
  if (options.validationData !== undefined && options.validationData !== null) {
    if (split > 0) {
      throw new InvalidOptionError({
        subject: "fitModel",
        rule: "takes either validationData or validationSplit",
        received: split,
        remedy: "tfjs would ignore validationSplit; leave it out.",
      });
    }
    const validation = readValidationData(tf, model, options.validationData);
    return { ...columns, rowCount, trainingRows: rowCount, validation };
  }
  if (split === 0) return { ...columns, rowCount, trainingRows: rowCount, validation: undefined };
  const trainingRows = Math.floor(rowCount * (1 - split));
  if (trainingRows === 0 || trainingRows === rowCount) {
    throw new InvalidOptionError({
      subject: "fitModel: validationSplit",
      rule: `must leave training and validation at least one of the ${rowCount} rows each`,
      received: split,
      remedy: "Give more rows, or pass validationData.",
    });
  }
  const validation = {
    ...columns,
    firstRow: trainingRows,
    rowCount: rowCount - trainingRows,
    sampleWeight: undefined,
  };
  return { ...columns, rowCount, trainingRows, validation };
}

/** The validation rows as tensors of their own, which the caller disposes: inputs first, then targets. */
export function validationTensors(tf: LayersNamespace, rows: ValidationRows): DeviceTensor[] {
  const columns = [...rows.inputs, ...rows.targets];
  if (rows.firstRow === 0) return columns.map((column) => column.all());
  return gatherColumns(
    tf,
    columns,
    Array.from({ length: rows.rowCount }, (_, row) => rows.firstRow + row),
  );
}

function readRows(tf: LayersNamespace, model: LayersModel, subject: string, xs: RowData, ys: RowData) {
  const inputs = readColumns(tf, "xs", xs);
  const targets = readColumns(tf, "ys", ys);
  const columns = modelColumns(tf, model, inputs, targets);
  return { columns, rowCount: requireSameRows(subject, [inputs, targets]) };
}

function requireSplit(split: number): number {
  const remedy = "It is the share of the rows to validate on, 0.2 for a fifth; tfjs ignores other values.";
  const share = requireNumber("fitModel: validationSplit", split, { min: 0, max: 1, remedy });
  if (share < 1) return share;
  throw new InvalidOptionError({
    subject: "fitModel: validationSplit",
    rule: "must be less than 1",
    received: split,
    remedy,
  });
}

function readValidationData(
  tf: LayersNamespace,
  model: LayersModel,
  data: NonNullable<FitModelOptions["validationData"]>,
): ValidationRows {
  if (!Array.isArray(data) || (data.length !== 2 && data.length !== 3)) {
    throw new InvalidOptionError({
      subject: "fitModel: validationData",
      rule: "must be [xs, ys] or [xs, ys, sampleWeight]",
      received: data,
      remedy: "For a data set use model.fitDataset(batches(tf, { ... }), { validationData }).",
    });
  }
  const [xs, ys, sampleWeight] = data as readonly [RowData, RowData, ForOutputs<ColumnData>?];
  const { columns, rowCount } = readRows(tf, model, "fitModel: validationData", xs, ys);
  return { ...columns, firstRow: 0, rowCount, sampleWeight };
}
