/** Options as the command line gives them: text, under commander's names. */
export interface BenchFlags {
  readonly only?: string;
  readonly rounds?: string;
  readonly steps?: string;
  readonly quick?: boolean;
  readonly full?: boolean;
  readonly growth?: boolean;
  readonly list?: boolean;
  readonly json?: string;
  readonly report?: string;
}
