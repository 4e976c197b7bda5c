import { reportEnvironment, type ReportEnvironment } from "../report-environment.ts";
import type { Agreement } from "./compare-engines.ts";
import type { CompareOptions } from "./compare-options.ts";
import type { LabelKind } from "./remedy.ts";
import type { EngineRun } from "./run-agreement.ts";
import type { FinishedRun } from "./run-remedies.ts";
import type { RemedySummary } from "./summarise-remedies.ts";

/** What the first part found. */
export interface RemediesFindings {
  readonly tables: readonly { readonly labels: LabelKind; readonly rows: readonly RemedySummary[] }[];
  readonly runs: readonly FinishedRun[];
}

/** What the second part found. */
export interface AgreementFindings {
  readonly table: Agreement;
  readonly runs: readonly EngineRun[];
}

/**
 * The file of `--json`. Values that are not finite are null. In `history`, `bestEpoch` and `stopEpoch` of a run's
 * `report`, epochs count from 0, as in core; in the tables they are numbers of epochs trained.
 */
export interface CompareReport {
  /** Changes when a reader of the old one could be misled. */
  readonly format: "lockstep-compare/1";
  readonly createdAt: string;
  readonly environment: ReportEnvironment;
  readonly options: CompareOptions;
  readonly remedies: RemediesFindings | null;
  readonly agreement: AgreementFindings | null;
}

/** Puts everything together that a later reader needs to judge the figures. */
export function compareReport(
  options: CompareOptions,
  remedies: RemediesFindings | null,
  agreement: AgreementFindings | null,
): CompareReport {
  return {
    format: "lockstep-compare/1",
    createdAt: new Date().toISOString(),
    environment: reportEnvironment(),
    options,
    remedies,
    agreement,
  };
}
