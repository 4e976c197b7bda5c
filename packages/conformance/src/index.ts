export type { Tolerance } from "./check/compare-numbers.ts";
export { ConformanceFailure } from "./check/conformance-failure.ts";
export { trajectoryBudget } from "./check/tolerance.ts";
export type { ConformanceSubject } from "./conformance-subject.ts";
export { describeConformance } from "./describe-conformance.ts";
export type { TestRunner } from "./test-runner.ts";
