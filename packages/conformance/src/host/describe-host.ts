import { ConformanceFailure } from "../check/conformance-failure.ts";
import { endUnpassed, type TestRunner } from "../case/test-runner.ts";
import type { ConformanceHost } from "./conformance-host.ts";

/** Options of {@link describeHost}. */
export interface DescribeHostOptions {
  /** Runs one case in so many, spread over all suites, and skips the others visibly: for engines that take minutes. @default 1: all */
  readonly oneCaseIn?: number;
}

/**
 * Registers every case of a host with a test framework, as `describeConformance` does for an engine in this process.
 * What is unsupported or a known failure is skipped with its reason.
 *
 * @param runner `describe` and `it` of the framework.
 * @param host stays open; close it after the tests.
 * @param options.oneCaseIn runs one case in so many, and skips the others. Default 1.
 * @example
 * const host = localHost(subject);
 * describeHost({ describe, it }, host);
 */
export function describeHost(runner: TestRunner, host: ConformanceHost, options: DescribeHostOptions = {}): void {
  const stride = options.oneCaseIn ?? 1;
  const { describe, it } = runner;
  const suites = new Map<string, number[]>();
  for (const [index, { suite }] of host.cases.entries()) suites.set(suite, [...(suites.get(suite) ?? []), index]);
  describe(`conformance of ${host.subject} in ${host.place}`, () => {
    for (const [suite, indices] of suites) {
      describe(suite, () => {
        for (const index of indices) {
          it(host.cases[index]!.name, async (context) => {
            if (index % stride !== 0) {
              return context?.skip?.(`one case in ${stride} runs here: LOCKSTEP_SOAK=1 runs all`);
            }
            const outcome = await host.run(index);
            if (context?.task !== undefined) Object.assign(context.task.meta, { conformance: outcome });
            if (outcome.status === "failed") throw new ConformanceFailure(outcome.reason);
            context?.report?.(outcome);
            if (outcome.status !== "passed") endUnpassed(context, outcome);
          });
        }
      });
    }
  });
}
