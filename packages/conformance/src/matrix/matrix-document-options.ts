import type { MutantsRecord } from "./mutants-record.ts";

/** Options of `matrixMarkdown` and `matrixHtml`. */
export interface MatrixDocumentOptions {
  /** Address of the folder of the specifications, with a slash at its end. @default none: clauses are no links */
  readonly specs?: string;
  /** A paragraph below the title, as plain text. @default none */
  readonly note?: string;
  /** Broken engines that the suites caught. @default none */
  readonly mutants?: MutantsRecord;
}
