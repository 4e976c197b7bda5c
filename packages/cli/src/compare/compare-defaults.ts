/**
 * Values of options that are not given. The second table trains a smaller network on fewer rows, because the reference
 * engine is slow on purpose; an option that is given counts for both tables.
 */
export interface CompareDefaults {
  readonly remedies: TableDefaults;
  readonly agreement: TableDefaults;
  readonly seeds: string;
  /** The most rows to test on; null for all. */
  readonly testRows: number | null;
}

export interface TableDefaults {
  readonly rows: number;
  readonly validationRows: number;
  readonly hidden: readonly number[];
  readonly epochs: number;
  readonly patience: number;
}

export const DEFAULTS: CompareDefaults = {
  remedies: { rows: 5000, validationRows: 1000, hidden: [256, 256], epochs: 40, patience: 10 },
  agreement: { rows: 2000, validationRows: 500, hidden: [128, 128], epochs: 20, patience: 2 },
  seeds: "2",
  testRows: null,
};

/** Of `--quick`: everything small, to see that it works. */
export const QUICK_DEFAULTS: CompareDefaults = {
  remedies: { rows: 600, validationRows: 200, hidden: [32], epochs: 4, patience: 1 },
  agreement: { rows: 300, validationRows: 100, hidden: [16], epochs: 3, patience: 1 },
  seeds: "1",
  testRows: 1000,
};

/** Values that both tables and `--quick` share. */
export const SHARED_DEFAULTS = {
  batchSize: 128,
  learningRate: 0.05,
  momentum: 0.9,
  rate: 0.5,
  labelNoise: 0.2,
  monitor: "validationLoss",
  engines: "reference,tfjs-wasm,ort-wasm",
  remediesEngine: "ort-wasm",
  data: "mnist",
  picture: "lockstep-compare.svg",
} as const;
