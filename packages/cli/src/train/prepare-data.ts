import { DataError, InvalidOptionError, type ArrayDataset } from "@lockstep/core";
import type { ModelRows } from "../data/model-rows.ts";
import { requireScalingFits, type InputScaling, type WantedScaling } from "./input-scaling.ts";
import type { LoadedData } from "./loaded-data.ts";
import { modelDataset, requireRowSize, type ModelSide } from "./model-dataset.ts";
import { measureScaling } from "./scale-inputs.ts";
import { splitParts } from "./split-parts.ts";

/** The data of a run. */
export interface PreparedData {
  readonly training: ArrayDataset;
  /** Null if nothing is measured after an epoch. */
  readonly validation: ArrayDataset | null;
  /** Rows that the source sets apart for testing; null if it has none. */
  readonly test: ArrayDataset | null;
  readonly scaling: InputScaling;
  /** Whether the inputs are stored as bytes. */
  readonly bytes: boolean;
}

/**
 * Splits, scales and shapes the rows.
 *
 * @param options.rows how many to use; null for all.
 * @param options.fixedRows the only number of rows that a batch may have; null for any.
 * @throws {LockstepError} naming what does not fit.
 */
export function prepareData(
  data: LoadedData,
  model: ModelSide,
  options: {
    readonly scaling: WantedScaling;
    readonly rows: number | null;
    readonly fixedRows: number | null;
    readonly seed: number;
  },
): PreparedData {
  requireScalingFits(options.scaling, model.inputShape);
  requireRowSize(data.rows, model);
  const multiple = options.fixedRows ?? 1;
  const parts = splitParts(data.rows.rowCount, { ...options, share: data.share, multiple });
  const scaling = measureScaling(
    options.scaling,
    measuredRows(data.rows, parts.training, options.scaling),
    model.inputShape,
  );
  const whole = (rows: ModelRows | undefined): ArrayDataset | null => {
    if (rows === undefined) return null;
    const count = Math.floor(rows.rowCount / multiple) * multiple;
    if (count === 0) {
      throw new InvalidOptionError({
        subject: rows.name,
        rule: `must have at least ${multiple} rows: the model's file fixes the length of its batches`,
        received: rows.rowCount,
      });
    }
    return modelDataset(rows, indices(count), model, scaling);
  };
  if (data.validation !== undefined) {
    requireSameColumns(data.rows, data.validation);
    requireSameClasses(data.rows, data.validation);
  }
  return {
    training: modelDataset(data.rows, parts.training, model, scaling),
    validation:
      parts.validation.length === 0
        ? whole(data.validation)
        : modelDataset(data.rows, parts.validation, model, scaling),
    test: whole(data.test),
    scaling,
    bytes: data.rows.bytes,
  };
}

/** Checks that two tables name the same columns: the model sees their numbers alone. @throws {DataError} */
function requireSameColumns({ name, columns: wanted }: ModelRows, other: ModelRows): void {
  const { columns } = other;
  if (wanted === undefined || columns === undefined) return;
  const place = columns.findIndex((column, index) => column !== wanted[index]);
  // Where there are more or fewer, the number of them is the matter.
  if (place < 0 || columns.length !== wanted.length) return;
  throw new DataError({
    subject: `${other.name}, input column ${place + 1}`,
    rule: `must be ${wanted[place]}, as in ${name}`,
    received: columns[place],
    remedy: "Give both files the same columns in the same order.",
  });
}

/** Checks that classes have names in both or in none: names alone do not tell which index is whose. @throws {DataError} */
function requireSameClasses({ name, targets }: ModelRows, other: ModelRows): void {
  if (targets.kind === "names" || other.targets.kind === "numbers") return;
  throw new DataError({
    subject: `targets of ${other.targetsName}`,
    rule: `must be numbers, as those of ${name} are`,
    received: other.targets.classes,
    remedy: "Write names in both, or class indices in both.",
  });
}

/** Only what is measured is read. */
function measuredRows(rows: ModelRows, training: readonly number[], { measured }: WantedScaling): Float32Array {
  return measured ? rows.gather(training) : new Float32Array(0);
}

function indices(count: number): readonly number[] {
  return Array.from({ length: count }, (_, row) => row);
}
