import type { CaseResult, ConformanceReport } from "@lockstep/conformance";
import type { BackendName } from "../../backends/backend-name.ts";
import type { CaseSelection } from "../selection/case-selection.ts";
import type { CatalogSuite } from "../selection/suite-catalog.ts";

/** What a worker is to run. */
export interface ConformanceTask {
  readonly backend: BackendName;
  readonly selection: CaseSelection;
  /** How many of the selection's cases an earlier worker has done. */
  readonly done: number;
  /** The browser in a word, as in `Firefox`. */
  readonly place: string;
  /** What is known of the browser, and of the adapter. */
  readonly environment: Readonly<Record<string, string>>;
  /** The Web Lock that the worker holds as long as it lives: it is released however the worker ends. */
  readonly lockName: string;
}

/** What the page asks of a worker: once, and one thing. */
export type ConformanceRequest =
  | { readonly type: "catalog" }
  | { readonly type: "run"; readonly task: ConformanceTask };

/** What a report says at its head, and what it takes to know what did not run. */
export interface RunHead extends Pick<ConformanceReport, "subject" | "place" | "environment"> {
  readonly selection: CaseSelection;
  /** How many cases the selection has. */
  readonly wanted: number;
  /** How many cases each clause has, of all that there are. */
  readonly clauseCases: Readonly<Record<string, number>>;
}

/** What a worker tells the page. */
export type ConformanceEvent =
  | { readonly type: "catalog"; readonly suites: readonly CatalogSuite[] }
  /** It holds its lock. */
  | { readonly type: "alive" }
  | { readonly type: "started"; readonly head: RunHead }
  /** A case begins; its place among the wanted ones. */
  | { readonly type: "case"; readonly name: string }
  | { readonly type: "results"; readonly results: readonly CaseResult[] }
  | { readonly type: "done" }
  /** The backend cannot be loaded, or its device is gone: in a sentence, and what to do. */
  | { readonly type: "failed"; readonly message: string };
