import type { LossName, ModelData } from "lockstep/train";

/** Rows that were dropped: a table, or images. */
export interface DataSource {
  /**
   * @param loss the loss that was asked for: it tells what a table's label is to hold; null leaves it to the column.
   * @param label a table's label column; null for the one that is found.
   * @param outputs numbers of a row of the model's output.
   * @throws {LockstepError} if the rows cannot be used so.
   */
  load(loss: LossName | null, label: string | null, outputs: number): ModelData;
}
