import type { Shape } from "@lockstep/core";
import type { RowTargets } from "./row-targets.ts";

/** Rows for a model, before they are made to fit it. */
export interface ModelRows {
  /** What messages call them: the file's name. */
  readonly name: string;
  readonly rowCount: number;
  /** Shape of one row of inputs, as the file has it. */
  readonly rowShape: Shape;
  /** Names of the columns of a table. */
  readonly columns?: readonly string[];
  /** Whether the inputs are stored as bytes, 0 to 255. */
  readonly bytes: boolean;
  readonly targets: RowTargets;
  /** What messages call where the targets are. */
  readonly targetsName: string;
  /** Inputs of these rows as f32, one row after the other. */
  gather(rows: readonly number[]): Float32Array;
}

/** What a source gives: rows to train on, and those that it sets apart itself. */
export interface ModelData {
  /** What reports call it. */
  readonly name: string;
  readonly rows: ModelRows;
  readonly validation?: ModelRows;
  readonly test?: ModelRows;
}
