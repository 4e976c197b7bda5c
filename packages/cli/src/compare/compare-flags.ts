/** Options as the command line gives them: text, under commander's names. */
export interface CompareFlags {
  readonly data?: string;
  readonly dataDir?: string;
  readonly rows?: string;
  readonly validationRows?: string;
  readonly hidden?: string;
  readonly rate?: string;
  readonly keepProb?: string;
  readonly patience?: string;
  readonly monitor?: string;
  readonly labelNoise?: string;
  readonly seeds?: string;
  readonly epochs?: string;
  readonly batchSize?: string;
  readonly learningRate?: string;
  readonly momentum?: string;
  readonly engines?: string;
  readonly remediesEngine?: string;
  readonly only?: string;
  readonly quick?: boolean;
  readonly jobs?: string;
  readonly json?: string;
  /** False for `--no-picture`. */
  readonly picture?: string | false;
}
