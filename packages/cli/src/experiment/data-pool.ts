/** Everything a data source offers, before any split. */
export interface DataPool {
  /** What reports call it. */
  readonly name: string;
  /** Numbers in a row. */
  readonly features: number;
  readonly classes: number;
  /** Rows to train and validate on; also to test on, unless there are rows for that. */
  readonly rows: LabelledRows;
  /** Rows that the source sets apart for testing. */
  readonly testRows?: LabelledRows;
  /** How the numbers are scaled: already to [0, 1], or by the training rows' mean and standard deviation. */
  readonly scaling: "unit" | "standardised";
}

/** Rows with their classes; the numbers are copied out on demand. */
export interface LabelledRows {
  readonly rowCount: number;
  readonly labels: Int32Array;
  /** The numbers of these rows, one row after the other. */
  gather(rows: readonly number[]): Float32Array;
}
