/** What is timed. */
export type WorkloadName =
  | "training-step"
  | "evaluation"
  | "dropout"
  | "masks"
  | "shuffling"
  | "batch-assembly"
  | "bookkeeping";

/** How large the work is; a workload reads what it needs. */
export interface WorkloadSize {
  /** Rows of a batch. */
  readonly batchSize: number;
  /** Units of each hidden layer. */
  readonly width: number;
  /** Elements of a mask or of an activation. */
  readonly elements: number;
  /** Rows of the data set that is shuffled. */
  readonly rows: number;
}

/** One workload, loaded and ready in the process that times it. */
export interface PreparedWorkload {
  /** Does the work once, all of it: what a device defers has been waited for. */
  run(): void | Promise<void>;
  /** How many units one run handles (steps, rows, elements, indices): a time is divided by it. */
  readonly units: number;
}

/** Something that can do a workload: an engine of ours, or what a user would take instead. */
export interface Contestant {
  /** Stable and unique within a workload: `reference-simd`, `tfjs-wasm`. */
  readonly name: string;
  /** As the table calls it: `TensorFlow.js, wasm (stock fit)`. */
  readonly title: string;
  /** Ours, or what ours are compared with. */
  readonly ours: boolean;
  /** Threads that it computes with. @default 1 */
  readonly threads?: number;
  /** Name of a contestant of the same workload that its time is told as a share of. @default none */
  readonly beside?: string;
  /** Package that has to be installed, where it is an optional one. @default none */
  readonly needs?: string;
  /** Loads what it needs (a process loads only its own) and readies the work. */
  prepare(size: WorkloadSize): Promise<PreparedWorkload>;
}
