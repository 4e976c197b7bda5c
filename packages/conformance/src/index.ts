export { ConformanceFailure } from "./check/conformance-failure.ts";
export type { ConformanceSubject } from "./conformance-subject.ts";
export { describeConformance } from "./describe-conformance.ts";
export type { TestRunner } from "./test-runner.ts";
