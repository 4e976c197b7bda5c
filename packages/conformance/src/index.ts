export type { Tolerance } from "./check/compare-numbers.ts";
export { ConformanceFailure } from "./check/conformance-failure.ts";
export { trajectoryBudget } from "./tolerance/trajectory-budget.ts";
export { conformanceCases, type CaseInfo, type ConformanceCase } from "./case/conformance-case.ts";
export type { CaseOutcome, CaseStatus } from "./case/case-status.ts";
export type { ConformanceSubject, KnownFailure } from "./subject/conformance-subject.ts";
export { describeConformance } from "./describe-conformance.ts";
export type { TestBody, TestContext, TestRunner } from "./case/test-runner.ts";
