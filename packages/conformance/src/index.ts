export { CASE_STATUSES, type CaseOutcome, type CaseStatus } from "./case/case-status.ts";
export { conformanceCases, type CaseInfo, type ConformanceCase } from "./case/conformance-case.ts";
export type { TestBody, TestContext, TestRunner } from "./case/test-runner.ts";
export type { Tolerance } from "./check/compare-numbers.ts";
export { ConformanceFailure } from "./check/conformance-failure.ts";
export { trajectoryBudget } from "./tolerance/trajectory-budget.ts";
export { describeConformance } from "./describe-conformance.ts";
export type { ConformanceHost } from "./host/conformance-host.ts";
export { describeHost, type DescribeHostOptions } from "./host/describe-host.ts";
export { localHost } from "./host/local-host.ts";
export type { MatrixClause } from "./matrix/matrix-clause.ts";
export { CELL_VERDICTS, type CellVerdict } from "./matrix/cell-verdict.ts";
export {
  featureMatrix,
  type FeatureMatrix,
  type MatrixCell,
  type MatrixColumn,
  type MatrixReason,
  type MatrixRow,
  type MatrixSection,
} from "./matrix/feature-matrix.ts";
export type { MatrixDocumentOptions } from "./matrix/matrix-document-options.ts";
export { matrixHtml } from "./matrix/matrix-html.ts";
export { matrixMarkdown } from "./matrix/matrix-markdown.ts";
export type { CaughtMutant, MutantsRecord } from "./matrix/mutants-record.ts";
export { specClauses } from "./matrix/spec-clauses.ts";
export { unexplainedCells } from "./matrix/unexplained-cells.ts";
export { VERDICT_SIGNS, type VerdictSign } from "./matrix/verdict-signs.ts";
export { recordOf, type ConformanceRecord, type RecordedException } from "./report/conformance-record.ts";
export type { CaseResult, ConformanceReport, StatusCounts } from "./report/conformance-report.ts";
export { partInWords } from "./report/part-in-words.ts";
export { runConformance, type ConformanceRunOptions } from "./report/run-conformance.ts";
export type { ConformanceSubject, KnownFailure } from "./subject/conformance-subject.ts";
export { requireSubject } from "./subject/require-subject.ts";
