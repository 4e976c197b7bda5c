/** Something that went wrong, in the words of the page; plain data, so that a worker can send it. */
export interface Failure {
  readonly sentence: string;
  /** What to do about it. */
  readonly remedy: string | null;
  /** The option that it is about, as the command line names it (`--loss`): a field shows it. Null if it is about none. */
  readonly option: string | null;
  /** The code of a `LockstepError`; null for other errors. */
  readonly code: string | null;
}

/** What a call gave, or why it gave nothing. */
export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure };
