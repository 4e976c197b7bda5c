import type { ModelData } from "../data/model-rows.ts";

/** The rows of a run, before they are split. */
export interface LoadedData extends ModelData {
  /** Share of the rows to set aside for validation; 0 where there are rows for that, or none are wanted. */
  readonly share: number;
}
