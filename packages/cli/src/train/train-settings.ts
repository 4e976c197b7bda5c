/** Checked options of a run that need neither the model nor the data. */
export interface TrainSettings {
  readonly epochs: number;
  /** Null where the flag is not given: a file may fix it. */
  readonly batchSize: number | null;
  readonly learningRate: number;
  readonly momentum: number;
  readonly weightDecay: number;
  /** The largest norm of a step's gradients; null for any. */
  readonly clipNorm: number | null;
  readonly patience: number;
  readonly seed: number;
  readonly threads: number;
  /** Rows to use; null for all. */
  readonly rows: number | null;
  /** Lengths of axes that the file only names. */
  readonly dimensions: Readonly<Record<string, number>>;
}
