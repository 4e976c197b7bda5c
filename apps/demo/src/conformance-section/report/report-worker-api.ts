import type { CaseResult } from "@lockstep/conformance";
import type { BackendName } from "../../backends/backend-name.ts";
import type { MatrixView } from "../matrix/matrix-view.ts";
import type { RunHead } from "../worker/conformance-messages.ts";

/** What the worker does that keeps a run's results, over comlink. It makes of them whatever takes more than a moment. */
export interface ReportWorkerApi {
  /** A backend has started; its earlier results stay if it has any. */
  open(backend: BackendName, head: RunHead): void;
  /** @param seconds how long the backend has run in all */
  add(backend: BackendName, results: readonly CaseResult[], seconds: number): void;
  view(): Promise<MatrixView>;
  /** The records as `lockstep conformance --record` writes them. */
  json(): Promise<string>;
  /** The matrix as a page that needs nothing else. */
  page(): Promise<string>;
}
