/** Options as the command line gives them: text, under commander's names. */
export interface ConformanceFlags {
  readonly engine?: readonly string[];
  readonly browser?: boolean;
  readonly browserPath?: string;
  readonly gpu?: string;
  readonly only?: string;
  readonly list?: boolean;
  readonly init?: string;
  readonly json?: string;
  readonly record?: string;
  readonly html?: string;
  readonly quiet?: boolean;
}
